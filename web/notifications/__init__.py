"""What people are told of: on their page, and by mail if they want it."""
