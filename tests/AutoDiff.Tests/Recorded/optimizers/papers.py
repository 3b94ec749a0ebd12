"""Trajectories of rules that PyTorch 1.13 does not have, from the pseudocode of their papers (numpy, float64): python3 papers.py, then gzip -9n paper-*.txt.

Nothing is shared with the library: whole tensors, averages kept where the library keeps what follows from them. The conventions on which authors' programs and papers
differ are said beside each rule. Each file has a line for each of 50 steps: the parameters after it, block after block. The gradients are those of TestGradients.cs.
"""
import math
import numpy as np

MATRICES = [(4, 3), (2, 5), (3, 3)]
BLOCKS = [(4, 3), (2, 5), (7,), (2, 3, 2), (1,)]


def noise(element, step):
    turns = (element + 1) * 0.6180339887498949 + step * 0.7548776662466927 + step * (element % 7) * 0.1
    return 2 * (turns - math.floor(turns)) - 1


def run(name, shapes, rule):
    """rule(shape) makes a function of a block, its gradient and the number of the step that returns the block after it."""
    sizes = [math.prod(shape) for shape in shapes]
    values = np.array([noise(i, 0) for i in range(sum(sizes))])
    steps = [rule(shape) for shape in shapes]
    with open("paper-" + name + ".txt", "w") as out:
        for t in range(1, 51):
            gradient = np.array([10.0 ** (i % 5 - 2) * (0.3 + noise(i, t)) + 0.1 * value for i, value in enumerate(values)])
            ends = np.cumsum(sizes)[:-1]
            blocks = [step(p.reshape(shape), g.reshape(shape), t).ravel()
                      for step, shape, p, g in zip(steps, shapes, np.split(values, ends), np.split(gradient, ends))]
            values = np.concatenate(blocks)
            print(*("%.12g" % value for value in values), file=out)


def lion(rate, decay, beta1=0.9, beta2=0.99):
    """Chen et al. 2023, program 1."""
    def make(shape):
        m = np.zeros(shape)

        def step(w, g, t):
            nonlocal m
            update = np.sign((1 - beta1) * g + beta1 * m)
            m = (1 - beta2) * g + beta2 * m
            return w - rate * (update + decay * w)
        return step
    return make


def lamb(rate, decay, beta1=0.9, beta2=0.999, epsilon=1e-6):
    """You et al. 2020, algorithm 2, with phi(x) = x and bias correction; the ratio is 1 where a norm is 0."""
    def make(shape):
        m, v = np.zeros(shape), np.zeros(shape)

        def step(x, g, t):
            nonlocal m, v
            m = beta1 * m + (1 - beta1) * g
            v = beta2 * v + (1 - beta2) * g ** 2
            r = (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + epsilon)
            u = r + decay * x
            norm_x, norm_u = np.sqrt(np.sum(x ** 2)), np.sqrt(np.sum(u ** 2))
            return x - rate * (norm_x / norm_u if norm_x > 0 and norm_u > 0 else 1) * u
        return step
    return make


def adafactor(rate, decay, epsilon1, epsilon2=1e-3, d=1.0):
    """Shazeer and Stern 2018, algorithms 4 and 5, with sums as means, epsilon1 where PyTorch has it (least root, not added to squares), and decoupled decay."""
    def rms(x):
        return np.sqrt(np.mean(x ** 2))

    def make(shape):
        state = [0.0, 0.0]

        def step(x, g, t):
            beta = 1 - t ** -0.8
            alpha = max(epsilon2, rms(x)) * min(rate, 1 / math.sqrt(t))
            if x.ndim > 1:
                state[0] = beta * state[0] + (1 - beta) * np.mean(g ** 2, axis=-1)
                state[1] = beta * state[1] + (1 - beta) * np.mean(g ** 2, axis=-2)
                v = state[0][..., :, None] * state[1][..., None, :] / np.maximum(np.mean(state[0], axis=-1), epsilon1)[..., None, None]
            else:
                state[0] = v = beta * state[0] + (1 - beta) * g ** 2
            u = g / np.maximum(np.sqrt(v), epsilon1)
            return (1 - rate * decay) * x - alpha * u / max(1, rms(u) / d)
        return step
    return make


def schedule_free(rate, decay, warm_up, beta1=0.9, beta2=0.999, epsilon=1e-8, power=0.0):
    """Defazio et al. 2024, algorithm 1, by its three sequences; v is corrected in the divisor, as in the authors' program after the paper, not in the rate."""
    def make(shape):
        x = z = None
        v, weights, largest = np.zeros(shape), 0.0, 0.0

        def step(y, g, t):
            nonlocal x, z, v, weights, largest
            if t == 1:
                x = z = y
            gamma = rate * min(1, t / warm_up)
            v = beta2 * v + (1 - beta2) * g ** 2
            z = z - gamma * (g / (np.sqrt(v / (1 - beta2 ** t)) + epsilon) + decay * y)
            largest = max(largest, gamma)
            weight = t ** power * largest ** 2
            weights += weight
            x = (1 - weight / weights) * x + weight / weights * z
            return (1 - beta1) * z + beta1 * x
        return step
    return make


def muon(rate, decay, factor, nesterov=True, beta=0.95):
    """Jordan et al. 2024, in float64 instead of bfloat16; factor(rows, columns) as there, or as by Liu et al. 2025."""
    def orthogonal(x):
        x = x / np.linalg.norm(x)
        for _ in range(5):
            a = x @ x.T
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
        return x

    def make(shape):
        b = np.zeros(shape)

        def step(w, g, t):
            nonlocal b
            b = beta * b + (1 - beta) * g
            u = beta * b + (1 - beta) * g if nesterov else b
            u = orthogonal(u.T).T if shape[0] > shape[1] else orthogonal(u)
            return (1 - rate * decay) * w - rate * factor(*shape) * u
        return step
    return make


run("lion", BLOCKS, lion(1e-2, 0.5))
run("lamb", BLOCKS, lamb(0.01, 0.1))
run("adafactor", BLOCKS, adafactor(0.05, 0.1, 1e-10))
run("schedule-free-adamw", BLOCKS, schedule_free(0.02, 0.1, 10))
run("schedule-free-adamw-power", BLOCKS, schedule_free(0.02, 0.0, 1, beta1=0.6, power=2.0))
run("muon", MATRICES, muon(0.02, 0.1, lambda rows, columns: math.sqrt(max(1, rows / columns))))
run("muon-match-adamw", MATRICES, muon(0.02, 0.0, lambda rows, columns: 0.2 * math.sqrt(max(rows, columns)), nesterov=False))
