"""Questions with answers worked out independently, to see that none is answered wrongly."""
