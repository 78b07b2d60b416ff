"""The routing table as a whole: drafts, what is wrong in them, a trial on what came in, versions, gaps."""
