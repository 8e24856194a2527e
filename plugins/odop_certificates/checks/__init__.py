"""Is what somebody scanned, typed or pasted genuine?"""
