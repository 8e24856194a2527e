"""Understanding what somebody wrote or pressed: spelling, numbers and days, and what it all means."""
