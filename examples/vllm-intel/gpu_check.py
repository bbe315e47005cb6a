"""Smoke test, in the running container: ends with 0 when vLLM answers and PyTorch sees a GPU."""
import json
import sys
import urllib.request

import torch

if not torch.xpu.is_available():
    sys.exit("torch.xpu.is_available() is False: the container has no GPU, or its driver is too old for this image")
for index in range(torch.xpu.device_count()):
    print(f"xpu:{index}: {torch.xpu.get_device_name(index)}")
try:
    with urllib.request.urlopen("http://127.0.0.1:8000/v1/models", timeout=10) as answer:
        models = [model["id"] for model in json.load(answer)["data"]]
except OSError as error:
    sys.exit(f"vLLM does not answer yet: {error} (docker compose logs says why)")
print(f"vLLM serves {', '.join(models)}")
