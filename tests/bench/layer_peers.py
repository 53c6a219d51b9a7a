# PyTorch's part of bench_layers: answers "NAME THREADS BEFORE RUNS" with the milliseconds of one run, the best of
# its ways (channels first or last, eager or frozen).
import json, struct, sys, time
import torch
import torch.nn.functional as F


def weights_of(path):
    raw = open(path, "rb").read()
    size = struct.unpack("<Q", raw[:8])[0]
    head = json.loads(raw[8:8 + size])

    def tensor(entry):
        start, end = entry["data_offsets"]
        data = bytearray(raw[8 + size + start:8 + size + end])
        return torch.frombuffer(data, dtype=torch.float32).reshape(entry["shape"]).clone()
    return {name: tensor(entry) for name, entry in head.items() if name != "__metadata__"}


class Lenet(torch.nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.conv1, self.conv2 = torch.nn.Conv2d(1, 32, 3), torch.nn.Conv2d(32, 64, 3)
        self.fc = torch.nn.Linear(1600, 10)
        self.load_state_dict(weights)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return torch.softmax(self.fc(torch.flatten(x, 1)), dim=1)


lenet = Lenet(weights_of(sys.argv[1])).eval()
shapes = {
    "conv 1→128, 3×3 at 64×64": ((1, 1, 64, 64), torch.nn.Conv2d(1, 128, 3, padding=1)),
    "conv 3→128, 3×3 at 64×64": ((1, 3, 64, 64), torch.nn.Conv2d(3, 128, 3, padding=1)),
    "conv 64→128, 3×3 at 64×64": ((1, 64, 64, 64), torch.nn.Conv2d(64, 128, 3, padding=1)),
    "VGG 64→64, 3×3 at 224×224": ((1, 64, 224, 224), torch.nn.Conv2d(64, 64, 3, padding=1)),
    "ResNet conv1 3→64, 7×7 s2": ((1, 3, 224, 224), torch.nn.Conv2d(3, 64, 7, stride=2, padding=3)),
    "1×1 256→64 at 56×56": ((1, 256, 56, 56), torch.nn.Conv2d(256, 64, 1)),
    "depthwise 32, 3×3 at 112×112": ((1, 32, 112, 112), torch.nn.Conv2d(32, 32, 3, padding=1, groups=32)),
    "transposed 64→3, 3×3 s2": ((1, 64, 32, 32), torch.nn.ConvTranspose2d(64, 3, 3, stride=2)),
    "max pool 2×2, 64 at 112×112": ((1, 64, 112, 112), torch.nn.MaxPool2d(2)),
    "LeNet-style, one image": ((1, 1, 28, 28), lenet),
    "LeNet-style, 256 images": ((256, 1, 28, 28), lenet),
    "  one image, all values kept": ((1, 1, 28, 28), lenet),
    "  256 images, all values kept": ((256, 1, 28, 28), lenet),
}


def ways(shape, layer):
    x = torch.rand(shape)
    layer = layer.eval()
    last = x.to(memory_format=torch.channels_last)
    layer_last = layer.to(memory_format=torch.channels_last)
    frozen = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(layer, x).eval()))
    return [(layer, x), (layer_last, last), (frozen, x)]


def milliseconds(layer, x, before, runs):
    for _ in range(before):  # threads that have just woken up need some to get a processor each
        layer(x)
    start = time.perf_counter()
    for _ in range(runs):
        layer(x)
    return (time.perf_counter() - start) * 1000 / runs


with torch.inference_mode():
    made, best = {}, {}
    print("ready", flush=True)
    for line in sys.stdin:
        name, threads, before, runs = line.rstrip("\n").split("\t")
        torch.set_num_threads(int(threads))
        if name not in made:
            made[name] = ways(*shapes[name])
            times = [min(milliseconds(*way, int(before), int(runs)) for _ in range(3)) for way in made[name]]
            best[name] = made[name][times.index(min(times))]
        print(milliseconds(*best[name], int(before), int(runs)), flush=True)
