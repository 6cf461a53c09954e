"""Tables in, things to look at out: figures with Chinese labels, people's CSV, offline pages."""
