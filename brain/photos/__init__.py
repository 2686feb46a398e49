"""Customers' photos: brought in and checked, matched to reviews, put into pictures, taken away again."""
