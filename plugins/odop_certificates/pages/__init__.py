"""The page behind the QR code, and what machines get at the same address: `urls` says which address answers what."""
