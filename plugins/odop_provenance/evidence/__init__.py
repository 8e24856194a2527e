"""Files given as proof: taken, judged, seen by links that end."""
