/** How a class of every generation gets its model: from a file, or a small one in its place. */
export const loading = `    def __init__(self):
        import torch

        self.torch = torch
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cpu" and os.environ.get("REQUIRE_GPU") == "1":
            raise RuntimeError("REQUIRE_GPU=1, but torch.cuda.is_available() is False: run gpu_check.py to see why")
        if os.path.exists(MODEL):
            self.model = torch.jit.load(MODEL, map_location=self.device).eval()
        else:
            print(f"{MODEL} is not there: a linear layer of 4 numbers to 2 stands in for it", flush=True)
            self.model = torch.nn.Linear(4, 2).to(self.device).eval()`
