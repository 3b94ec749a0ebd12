using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace AutoDiff.Storage;

/// <summary>The header of a file: JSON, believed only as far as it agrees with itself and with the length of the file.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Longer headers are refused, as by the reference implementation.</summary>
    public const long MaxLength = 100_000_000;

    private const string MetadataKey = "__metadata__";
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];

    private SafetensorsHeader()
    {
    }

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <exception cref="InvalidDataException">The header is not that of so many bytes of data.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        if (json.IsEmpty || json[0] != '{')
        {
            throw new InvalidDataException("The header does not begin with '{'.");
        }

        SafetensorsHeader header = new();
        try
        {
            header.Read(json);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"The header is not the JSON that is expected: {malformed.Message}", malformed);
        }

        header.CheckOffsets(dataLength);
        return header;
    }

    /// <summary>The header of these tensors, padded so that data begins at a multiple of 8 bytes.</summary>
    public static byte[] Write(IEnumerable<TensorEntry> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata.Any())
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            foreach (TensorEntry tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.ToString());
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [tensor.Offset, tensor.Offset + tensor.ByteLength]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (stream.Length % sizeof(ulong) != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        // The header, a tensor in it, a list in that.
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 3 });
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader) is { } name)
        {
            if (name == MetadataKey)
            {
                ReadMetadata(ref reader);
            }
            else if (!_tensors.TryAdd(name, ReadTensor(ref reader, name)))
            {
                throw new InvalidDataException($"There are two tensors '{name}'.");
            }
        }

        if (reader.Read())
        {
            throw new InvalidDataException("Something follows the header's object.");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String);
            if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                throw new InvalidDataException($"The metadata has two values of '{key}'.");
            }
        }
    }

    private static TensorEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        TensorType? type = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader) is { } key)
        {
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String);
                    type = TypeOf(reader.GetString()!, name);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name);
                    break;
                default:
                    throw new InvalidDataException($"Tensor '{name}' has '{key}', which is unknown or there twice.");
            }
        }

        return type is { } known && shape is not null && offsets is [long begin, long end]
            ? ToEntry(name, known, shape, begin, end)
            : throw new InvalidDataException($"Tensor '{name}' needs 'dtype', 'shape' and two 'data_offsets'.");
    }

    private static TensorEntry ToEntry(string name, TensorType type, List<long> shape, long begin, long end)
    {
        UInt128 bytes = (UInt128)TensorTypes.SizeOf(type);
        foreach (long dimension in shape)
        {
            // Once it is beyond any file it cannot overflow in the next product.
            bytes = UInt128.Min(bytes, ulong.MaxValue) * (UInt128)dimension;
        }

        return begin <= end && bytes == (UInt128)(end - begin)
            ? new TensorEntry(name, type, shape.AsReadOnly(), begin, end - begin)
            : throw new InvalidDataException($"Tensor '{name}' is {type}[{string.Join(", ", shape)}], which does not fit its offsets {begin} to {end}.");
    }

    private static TensorType TypeOf(string text, string name)
    {
        foreach (TensorType type in Enum.GetValues<TensorType>())
        {
            if (type.ToString() == text)
            {
                return type;
            }
        }

        throw new InvalidDataException($"Tensor '{name}' has the unknown type '{text}'.");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        List<long> numbers = [];
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw new InvalidDataException($"Tensor '{name}' has a dimension or an offset that is no number of bytes or elements.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static string? NextProperty(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        return reader.GetString();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new InvalidDataException($"The header has {reader.TokenType} where {type} is expected.");
        }
    }

    // The tensors cover the data: nothing overlaps, nothing is hidden between them.
    private void CheckOffsets(long dataLength)
    {
        long covered = 0;
        foreach (TensorEntry tensor in _tensors.Values.OrderBy(static tensor => tensor.Offset).ThenBy(static tensor => tensor.ByteLength))
        {
            if (tensor.Offset != covered)
            {
                throw new InvalidDataException($"Tensor '{tensor.Name}' begins at {tensor.Offset}, but the one before ends at {covered}.");
            }

            covered = checked(covered + tensor.ByteLength);
        }

        if (covered != dataLength)
        {
            throw new InvalidDataException($"The tensors have {covered} bytes, but the file has {dataLength}.");
        }
    }
}
