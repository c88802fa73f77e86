"""The room for whoever runs the machine: does it live, is it ready, how much is done. Nothing of a person."""
