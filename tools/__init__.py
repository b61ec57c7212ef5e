"""Commands for whoever works on the product; ``make`` calls them, the product itself does not."""
