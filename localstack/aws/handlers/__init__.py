"""What happens to some requests on their way through the gateway, beside routing and services."""
