using System;
using AutoDiff.GradBench;

using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
Session.Run(input, output);
