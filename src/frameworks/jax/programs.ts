export const gpuCheck = `"""Smoke test: ends with 0 when JAX computes on every GPU that the container was given."""
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
`

export const train = `"""Fits a small model to made-up data: put your own in place of both. Goes on from the last checkpoint."""
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
`

/** The first cell of the notebook. */
export const notebook: readonly string[] = [
  'import jax, jax.numpy as jnp',
  '',
  'print(jax.__version__, jax.devices())',
  'assert jax.default_backend() == "gpu", "no GPU: run gpu_check.py in a terminal to see why"',
  'x = jax.random.normal(jax.random.key(0), (1000, 1000))',
  'print((x @ x).sum())',
]
