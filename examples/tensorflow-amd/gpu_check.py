"""Smoke test: ends with 0 when TensorFlow computes on every GPU that the container was given."""
import sys

import tensorflow as tf

print(f"tensorflow {tf.__version__}, built for ROCm: {tf.sysconfig.get_build_info().get('is_rocm_build', False)}")
gpus = tf.config.list_physical_devices("GPU")
if not gpus:
    sys.exit("list_physical_devices('GPU') is empty: the container has no GPU, or a library above could not be loaded")
for gpu in gpus:
    tf.config.experimental.set_memory_growth(gpu, True)
for index, gpu in enumerate(gpus):
    with tf.device(f"/GPU:{index}"):
        product = tf.linalg.matmul(tf.ones((256, 256)), tf.ones((256, 256)))
    if float(product[0, 0]) != 256.0:
        sys.exit(f"{gpu.name} computes wrongly")
    print(f"{gpu.name}: {tf.config.experimental.get_device_details(gpu).get('device_name')}: works")
