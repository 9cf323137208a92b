"""Nothing to load: the fixtures of this name belong to the plugin, which pytest finds by itself."""
