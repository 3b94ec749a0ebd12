using System;
using System.IO;
using Mnist;

try
{
    return new CommandLine().Run(args, Trainer.Run, Prediction.Run);
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArithmeticException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
