"""The sample plan books, and the script that builds them."""
