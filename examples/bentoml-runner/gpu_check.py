"""Smoke test: ends with 0 when PyTorch computes on every GPU that the container was given."""
import sys

import torch

print(f"torch {torch.__version__}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}")
if not torch.cuda.is_available():
    sys.exit("torch.cuda.is_available() is False: the container has no GPU, or its driver is too old for this CUDA")
for index in range(torch.cuda.device_count()):
    device = torch.device("cuda", index)
    name = torch.cuda.get_device_name(device)
    major, minor = torch.cuda.get_device_capability(device)
    product = torch.ones(256, 256, device=device) @ torch.ones(256, 256, device=device)
    if product[0, 0].item() != 256:
        sys.exit(f"{device} ({name}) computes wrongly")
    print(f"{device}: {name}, compute capability {major}.{minor}: works")
