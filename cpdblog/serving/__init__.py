"""Between the web server and Django: nobody who is slow may keep others from their pages."""
