using System;
using AutoDiff.Problems;
using Xunit;

namespace AutoDiff.Tests.ADBench;

public sealed class LongShortTermMemoryTests
{
    [Theory]
    [InlineData("lstm_own_l1_c4_b3")]
    [InlineData("lstm_own_l3_c12_b5")]
    [InlineData("lstm_l2_c1024")]
    [InlineData("lstm_l4_c1024")]
    public void The_loss_and_its_gradient_are_those_of_ADBench(string instance)
    {
        NumberReader reader = NumberReader.Of($"lstm/{instance}.txt");
        int layers = reader.Int(), length = reader.Int(), bits = reader.Int();
        double[] main = reader.Doubles(8 * layers * bits), extra = reader.Doubles(3 * bits);
        double[] state = reader.Doubles(2 * layers * bits), sequence = reader.Doubles(length * bits);
        Reference loss = Reference.Of($"lstm/ref/{instance}.objective");
        loss.AssertClose([RecurrentNetwork.Loss(main, extra, state, sequence, bits)]);

        double[] gradient = new double[main.Length + extra.Length];
        loss.AssertClose([RecurrentNetwork.LossGradient(main, extra, state, sequence, bits, gradient.AsSpan(..main.Length), gradient.AsSpan(main.Length..))]);
        Reference.Of($"lstm/ref/{instance}.gradient").AssertClose(gradient);
    }
}
