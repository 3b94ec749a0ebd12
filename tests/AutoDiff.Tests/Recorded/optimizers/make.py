"""Trajectories of PyTorch's optimizers (made with Debian's 1.13, CPU, float32): python3 make.py, then gzip -9n *.txt.

Each file has a line for each of 50 steps: the ten parameters after it. The gradients are those of TestGradients.cs, computed in double and rounded.
"""
import math
import torch


def noise(element, step):
    turns = (element + 1) * 0.6180339887498949 + step * 0.7548776662466927 + step * (element % 7) * 0.1
    return 2 * (turns - math.floor(turns)) - 1


def run(name, make):
    p = torch.tensor([noise(i, 0) for i in range(10)], dtype=torch.float32, requires_grad=True)
    optimizer = make([p])
    with open(name + ".txt", "w") as out:
        for step in range(1, 51):
            values = p.detach().tolist()
            p.grad = torch.tensor([10.0 ** (i % 5 - 2) * (0.3 + noise(i, step)) + 0.1 * values[i] for i in range(10)], dtype=torch.float32)
            optimizer.step()
            print(*("%.9g" % value for value in p.detach().tolist()), file=out)


O = torch.optim
run("sgd", lambda p: O.SGD(p, lr=0.01))
run("sgd-decay", lambda p: O.SGD(p, lr=0.01, weight_decay=0.1, maximize=True))
run("momentum", lambda p: O.SGD(p, lr=0.01, momentum=0.9, dampening=0.2))
run("nesterov", lambda p: O.SGD(p, lr=0.01, momentum=0.9, nesterov=True))
run("adagrad", lambda p: O.Adagrad(p, lr=0.01, initial_accumulator_value=0.1))
run("adadelta", lambda p: O.Adadelta(p))
run("rmsprop", lambda p: O.RMSprop(p))
run("rmsprop-centered-momentum", lambda p: O.RMSprop(p, centered=True, momentum=0.9, eps=1e-3))
run("adam", lambda p: O.Adam(p, lr=0.01))
run("adam-decay", lambda p: O.Adam(p, lr=0.01, weight_decay=0.1, eps=1e-3))
run("amsgrad", lambda p: O.Adam(p, lr=0.01, amsgrad=True, betas=(0.9, 0.8)))
run("adamw", lambda p: O.AdamW(p, lr=0.01, weight_decay=0.3))
run("adamax", lambda p: O.Adamax(p))
run("nadam", lambda p: O.NAdam(p, foreach=True))  # that version multiplies by mu twice without
run("radam", lambda p: O.RAdam(p, lr=0.01))


def schedule(name, make, steps=100):
    p = torch.zeros(1, requires_grad=True)
    optimizer = O.SGD([p], lr=0.5)
    scheduler = make(optimizer)
    with open("schedule-" + name + ".txt", "w") as out:
        for _ in range(steps):
            print("%.17g" % optimizer.param_groups[0]["lr"], file=out)
            optimizer.step()
            scheduler.step()


S = torch.optim.lr_scheduler
schedule("step", lambda o: S.StepLR(o, 30, 0.5))
schedule("multi-step", lambda o: S.MultiStepLR(o, [20, 50, 51], 0.5))
schedule("exponential", lambda o: S.ExponentialLR(o, 0.95))
schedule("polynomial", lambda o: S.PolynomialLR(o, total_iters=60, power=2.0))
schedule("linear", lambda o: S.LinearLR(o, 0.1, 1.0, total_iters=40))
schedule("cosine", lambda o: S.CosineAnnealingLR(o, 100, 0.01))
schedule("cosine-restarts", lambda o: S.CosineAnnealingWarmRestarts(o, 10, 2, 0.01))
schedule("one-cycle", lambda o: S.OneCycleLR(o, 0.5, total_steps=101))

# Losses, and the learning rate after each.
p = torch.zeros(1, requires_grad=True)
optimizer = O.SGD([p], lr=1.0)
plateau = S.ReduceLROnPlateau(optimizer, factor=0.5, patience=3, cooldown=2, threshold=0.01, min_lr=0.05)
with open("schedule-plateau.txt", "w") as out:
    for i in range(100):
        loss = 1 / (1 + min(i, 20)) + 0.02 * noise(i, 3)
        plateau.step(loss)
        print("%.17g %.17g" % (loss, optimizer.param_groups[0]["lr"]), file=out)
