#!/bin/sh
# Run a program that must not hear of a hang-up.
trap '' HUP
exec "$@"
