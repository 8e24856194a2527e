"""The proof of where a product comes from: signed certificates, a serial for each piece sold, the page behind it."""
