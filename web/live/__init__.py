"""Tell open pages to look again: one stream for each tab, one look at the log for all of them."""
