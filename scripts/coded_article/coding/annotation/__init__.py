"""A coded article as annotation tools have it, and back: begin at ``article.py``; a file here for each kind of tool."""
