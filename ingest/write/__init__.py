"""Facts out: JSON Lines as in the contract, and N-Quads."""
