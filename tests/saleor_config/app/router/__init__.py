"""The App and Saleor as one graph, through a router."""
