using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AutoDiff.GradBench;

/// <summary>Reads and writes matrices without an array for each row.</summary>
internal sealed class MatrixConverter : JsonConverter<Matrix>
{
    public override Matrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(reader.TokenType, JsonTokenType.StartArray);
        List<double> values = [];
        int rows = 0, columns = 0;
        for (; ReadToken(ref reader) != JsonTokenType.EndArray; rows++)
        {
            Expect(reader.TokenType, JsonTokenType.StartArray);
            while (ReadToken(ref reader) != JsonTokenType.EndArray)
            {
                values.Add(reader.GetDouble());
            }

            if (rows == 0) columns = values.Count;
            if (values.Count != (rows + 1) * columns) throw new JsonException("The rows of a matrix have the same length.");
        }

        return new Matrix(rows, [.. values]);
    }

    public override void Write(Utf8JsonWriter writer, Matrix value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (int row = 0; row < value.Rows; row++)
        {
            writer.WriteStartArray();
            foreach (double element in value.Row(row)) writer.WriteNumberValue(element);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static JsonTokenType ReadToken(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new JsonException("A matrix ends early.");

    private static void Expect(JsonTokenType actual, JsonTokenType expected)
    {
        if (actual != expected) throw new JsonException("A matrix is a list of lists of numbers.");
    }
}
