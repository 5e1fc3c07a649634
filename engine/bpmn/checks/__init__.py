"""What must hold of a diagram before it is deployed."""
