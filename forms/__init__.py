"""form-js schemas: check them, validate a submission, bind them to variables. Pure."""
