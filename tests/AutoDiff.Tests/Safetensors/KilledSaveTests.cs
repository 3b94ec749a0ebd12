using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using AutoDiff.Optimization;
using Xunit;

namespace AutoDiff.Tests.Safetensors;

public sealed class KilledSaveTests
{
    [Fact]
    public void A_process_killed_while_it_saves_leaves_a_whole_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("model.safetensors");
        using var buffer = new ParameterBuffer<float>(EndlessSaving.Length);
        buffer.Save(path); // of zeros
        for (int attempt = 0; attempt < 4; attempt++)
        {
            DateTime before = File.GetLastWriteTimeUtc(path);
            using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(EndlessSaving).Assembly.Location, path]))!;
            try
            {
                Assert.True(SpinWait.SpinUntil(() => File.GetLastWriteTimeUtc(path) != before || process.HasExited, TimeSpan.FromSeconds(60)));
                Thread.Sleep(7 * attempt);
                Assert.False(process.HasExited);
            }
            finally
            {
                process.Kill();
                process.WaitForExit();
            }

            buffer.Load(path);
            Assert.True(buffer.Elements[0] > 0);
            Assert.False(buffer.Elements.ContainsAnyExcept(buffer.Elements[0]));
        }

        buffer.Save(path); // over what the last one left beside it
        Assert.False(File.Exists(path + ".tmp"));
    }
}
