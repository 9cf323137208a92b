"""The names that suites written for LocalStack import: markers, constants, helpers; the plugin does the rest."""
