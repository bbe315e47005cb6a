"""Fits a small model to made-up data: put your own in place of both. Goes on from the last checkpoint."""
import os
import sys

import jax
import jax.numpy as jnp
import numpy as np

if jax.default_backend() != "gpu" and os.environ.get("REQUIRE_GPU") == "1":
    sys.exit("REQUIRE_GPU=1, but JAX runs on the CPU: run gpu_check.py to see why")
CHECKPOINT = "/checkpoints/last.npy"
STEPS = int(os.environ.get("STEPS", "1000"))


def loss(weights, inputs, targets):
    return jnp.mean((inputs @ weights - targets) ** 2)


@jax.jit
def step(weights, inputs, targets):
    value, gradient = jax.value_and_grad(loss)(weights, inputs, targets)
    return weights - 0.05 * gradient, value


def main():
    inputs = jax.random.normal(jax.random.key(0), (4096, 16))
    targets = jnp.sum(inputs, axis=1)
    weights = jnp.asarray(np.load(CHECKPOINT)) if os.path.exists(CHECKPOINT) else jnp.zeros(16)
    for number in range(STEPS):
        weights, value = step(weights, inputs, targets)
        if number % 200 == 0:
            print(f"step {number}: loss {float(value):.6f} on {jax.devices()[0]}", flush=True)
    np.save(CHECKPOINT, np.asarray(weights))


if __name__ == "__main__":
    main()
