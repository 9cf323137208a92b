"""Amazon Translate with phrases of your own."""
