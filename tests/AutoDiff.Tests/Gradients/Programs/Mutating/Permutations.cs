using System;

namespace AutoDiff.Tests.Gradients;

/// <summary>Methods that move elements about, and what follows from their order.</summary>
public static partial class Permutations
{
    /// <summary>Neighbours change places until none does.</summary>
    [Differentiable]
    public static double BubbleSort(Span<double> x)
    {
        bool changed;
        do
        {
            changed = false;
            for (int i = 0; i + 1 < x.Length; i++)
            {
                if (x[i] <= x[i + 1]) continue;
                (x[i], x[i + 1]) = (x[i + 1], x[i]);
                changed = true;
            }
        }
        while (changed);

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (i + 1) * x[i] * x[i];
        return sum;
    }

    /// <summary>Sorts by merging runs of doubling length, from one buffer to the other and back.</summary>
    [Differentiable]
    public static double MergeSort(Span<double> x)
    {
        double[] source = x.ToArray(), target = new double[x.Length];
        for (int width = 1; width < x.Length; width *= 2)
        {
            for (int start = 0; start < x.Length; start += 2 * width)
            {
                int middle = Math.Min(start + width, x.Length), end = Math.Min(start + 2 * width, x.Length);
                int i = start, j = middle;
                for (int k = start; k < end; k++)
                {
                    if (i < middle && (j >= end || source[i] <= source[j])) target[k] = source[i++];
                    else target[k] = source[j++];
                }
            }

            (source, target) = (target, source);
        }

        double sum = 0;
        for (int i = 0; i < source.Length; i++) sum += (i + 1) * source[i] * source[i];
        return sum;
    }

    /// <summary>The median by partitions around a pivot, and what stands on either side of it.</summary>
    [Differentiable]
    public static double QuickSelect(Span<double> x)
    {
        int low = 0, high = x.Length - 1, rank = x.Length / 2;
        while (low < high)
        {
            double pivot = x[high];
            int store = low;
            for (int i = low; i < high; i++)
            {
                if (x[i] >= pivot) continue;
                (x[i], x[store]) = (x[store], x[i]);
                store++;
            }

            (x[store], x[high]) = (x[high], x[store]);
            if (store == rank) break;
            if (store < rank) low = store + 1;
            else high = store - 1;
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (i < rank ? 1 : i == rank ? 5 : 2) * x[i] * x[i];
        return sum;
    }

    /// <summary>The sorted order drawn from a heap that shrinks in place.</summary>
    [Differentiable]
    public static double HeapSort(Span<double> x)
    {
        int n = x.Length, root = n / 2;
        while (n > 1)
        {
            if (root > 0)
            {
                root--;
            }
            else
            {
                n--;
                (x[0], x[n]) = (x[n], x[0]);
            }

            int parent = root;
            while (2 * parent + 1 < n)
            {
                int child = 2 * parent + 1;
                if (child + 1 < n && x[child + 1] > x[child]) child++;
                if (x[parent] >= x[child]) break;
                (x[parent], x[child]) = (x[child], x[parent]);
                parent = child;
            }
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (i + 1) * x[i] * x[i];
        return sum;
    }

    /// <summary>Sorted by insertion or however: the weight of an element is its rank.</summary>
    [Differentiable]
    public static double SortFunctional(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int rank = 1;
            for (int j = 0; j < x.Length; j++) rank += x[j] < x[i] ? 1 : 0;
            sum += rank * x[i] * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double SelectFunctional(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int rank = 0;
            for (int j = 0; j < x.Length; j++) rank += x[j] < x[i] ? 1 : 0;
            sum += (rank < x.Length / 2 ? 1 : rank == x.Length / 2 ? 5 : 2) * x[i] * x[i];
        }

        return sum;
    }

    /// <summary>Turned round in place, then coupled with what stood there before in the neighbour.</summary>
    [Differentiable]
    public static double Reverse(Span<double> x)
    {
        for (int i = 0, j = x.Length - 1; i < j; i++, j--) (x[i], x[j]) = (x[j], x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Sin(x[i] + sum);
            sum += 0.25 * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double ReverseFunctional(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += 0.25 * Math.Sin(x[x.Length - 1 - i] + sum);
        return sum;
    }

    /// <summary>Turned by three by carrying each element to its place along the cycles; every second round scales what it carries.</summary>
    [Differentiable]
    public static double Rotate(Span<double> x)
    {
        int n = x.Length, moved = 0;
        for (int start = 0; moved < n; start++)
        {
            int at = start;
            double carried = x[start];
            do
            {
                int to = (at + 3) % n;
                (carried, x[to]) = (x[to], carried * carried);
                at = to;
                moved++;
            }
            while (at != start);
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += (i + 1) * x[i] * x[i];
        return sum;
    }

    [Differentiable]
    public static double RotateFunctional(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double square = x[i] * x[i];
            sum += ((i + 3) % x.Length + 1) * square * square;
        }

        return sum;
    }

    /// <summary>The largest and the second largest element and where they stand, and the smallest with what it carries.</summary>
    [Differentiable]
    public static double Extremes(ReadOnlySpan<double> x)
    {
        double first = double.NegativeInfinity, second = double.NegativeInfinity, least = 4, payload = 1;
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double value = x[i] * x[i] * x[i] + x[i];
            if (value > first)
            {
                second = first;
                first = value;
                at = i;
            }
            else if (value > second)
            {
                second = value;
            }

            if (value < least)
            {
                least = value;
                payload = Math.Exp(value) * x[x.Length - 1 - i];
            }
        }

        return first * second * (at + 1) + least * payload;
    }

    [Differentiable]
    public static double ExtremesFunctional(ReadOnlySpan<double> x)
    {
        int first = 0, second = 1, least = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int larger = 0, smaller = 0;
            for (int j = 0; j < x.Length; j++)
            {
                larger += x[j] > x[i] ? 1 : 0;
                smaller += x[j] < x[i] ? 1 : 0;
            }

            if (larger == 0) first = i;
            if (larger == 1) second = i;
            if (smaller == 0) least = i;
        }

        double a = x[first] * x[first] * x[first] + x[first], b = x[second] * x[second] * x[second] + x[second], c = x[least] * x[least] * x[least] + x[least];
        return a * b * (first + 1) + c * (Math.Exp(c) * x[x.Length - 1 - least]);
    }

    /// <summary>Running maxima written over the elements; where the maximum grew, the growth is kept as well.</summary>
    [Differentiable]
    public static double RunningMaximum(Span<double> x)
    {
        double growth = 1;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > x[i - 1]) growth += (x[i] - x[i - 1]) * growth;
            else x[i] = x[i - 1];
        }

        double sum = growth;
        for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * (i + 1);
        return sum;
    }

    [Differentiable]
    public static double RunningMaximumFunctional(ReadOnlySpan<double> x)
    {
        double growth = 1, sum = 0;
        int largest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int before = largest;
            if (x[i] > x[before])
            {
                growth += (x[i] - x[before]) * growth;
                largest = i;
            }

            sum += x[largest] * x[largest] * (i + 1);
        }

        return growth + sum;
    }
}
