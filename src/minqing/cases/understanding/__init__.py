"""What a request's masked words say besides its matter: what is asked for, and which places are named."""
