using System.IO;
using System.Text;
using AutoDiff.Storage;

namespace AutoDiff.Training;

/// <summary>Texts that are whole files.</summary>
internal static class TextFile
{
    public static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
