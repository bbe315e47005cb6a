"""Smoke test: ends with 0 when JAX computes on every GPU that the container was given."""
import sys

import jax
import jax.numpy as jnp

print(f"jax {jax.__version__}, backend {jax.default_backend()}")
if jax.default_backend() != "gpu":
    sys.exit("JAX runs on the CPU: the container has no GPU, or a library above could not be loaded")
for device in jax.devices():
    ones = jax.device_put(jnp.ones((256, 256)), device)
    if float((ones @ ones)[0, 0]) != 256.0:
        sys.exit(f"{device} computes wrongly")
    print(f"{device} ({device.device_kind}): works")
