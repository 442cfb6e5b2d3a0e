"""What more sites would do for the targets."""
