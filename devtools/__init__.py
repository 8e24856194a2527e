"""Running the suite on one machine without containers: what `./dev` does once its environment exists."""
