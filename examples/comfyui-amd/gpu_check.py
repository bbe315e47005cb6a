"""Smoke test: ends with 0 when PyTorch computes on every GPU that the container was given."""
import sys

import torch

print(f"torch {torch.__version__}, ROCm {torch.version.hip}")
if not torch.cuda.is_available():
    sys.exit("torch.cuda.is_available() is False: the container lacks /dev/kfd or the nodes of /dev/dri, its user may not open them, or the driver of the host does not know this ROCm")
for index in range(torch.cuda.device_count()):
    device = torch.device("cuda", index)
    name = torch.cuda.get_device_name(device)
    arch = torch.cuda.get_device_properties(device).gcnArchName
    product = torch.ones(256, 256, device=device) @ torch.ones(256, 256, device=device)
    if product[0, 0].item() != 256:
        sys.exit(f"{device} ({name}) computes wrongly")
    print(f"{device}: {name}, {arch}: works")
