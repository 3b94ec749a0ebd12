namespace AutoDiff.Fuzz.Programs;

// Local memory, slices, references into memory, and what reads or writes all of it at once.
internal sealed partial class RandomProgram
{
    private string LocalMemory(Scope scope)
    {
        switch (random.Next(scope.IsInLoop ? 5 : 6))
        {
            case 0 or 1:
            {
                string array = Fresh("s");
                string content = random.Next(3) == 0 ? $"{Span(Pick(scope.Memory), scope)}.ToArray()" : $"new {scalar}[{length}]";
                scope.AddArray(array);
                return $"{scalar}[] {array} = {content};";
            }

            case 2 when scope.Exchangeable.FindLast(static arrays => arrays.Count > 1) is [var first, .., var last]:
                return $"({first}, {last}) = ({last}, {first});";
            case 3 when Uses(Feature.Matrices):
            {
                string matrix = Fresh("m");
                scope.Matrices.Add(matrix);
                return $"var {matrix} = new {scalar}[{length}, {length}];";
            }

            case 4 when Uses(Feature.Structs):
            {
                string pairs = Fresh("s");
                scope.PairMemory.Add(pairs);
                scope.WritablePairMemory.Add(pairs);
                return $"var {pairs} = new Pair[{length}];";
            }

            case 5:
            {
                string span = Fresh("s");
                scope.AddMemory(span);
                return $"Span<{scalar}> {span} = stackalloc {scalar}[{length}];";
            }

            default:
            {
                string span = Fresh("s");
                string whole = Pick(scope.Writable);
                scope.AddMemory(span);
                return $"Span<{scalar}> {span} = {whole};";
            }
        }
    }

    private string Slice(Scope scope)
    {
        NoteLoop(scope.Loops + 1);
        string memory = Pick(scope.Memory), part = random.Next(4) switch
        {
            0 => $"{Span(memory, scope)}[..({length} / 2)]",
            1 => $"{memory}[^({length} / 2)..]",
            2 when scope.Arrays.Contains(memory) => $"{memory}.AsSpan({length} > 1 ? 1 : 0)",
            2 => $"{memory}.Slice({length} > 1 ? 1 : 0, {length} / 2)",
            _ => $"{memory}[({length} / 2)..]",
        };
        string sum = Pick(scope.Assignable), element = Fresh("e");
        return random.Next(3) switch
        {
            0 => $"foreach ({scalar} {element} in {part}) {sum} += {element} * {Bounded(scope, 1)};",
            1 => $"for (int {element} = 0; {element} < ({part}).Length; {element}++) {sum} += {Math}.Sin(({part})[{element}]);",
            _ => $"{sum} += TensorPrimitives.SumOfSquares<{scalar}>({part});",
        };
    }

    /// <summary>An array as a span.</summary>
    private static string Span(string memory, Scope scope) => scope.Arrays.Contains(memory) ? $"{memory}.AsSpan()" : memory;

    private string BulkCopy(Scope scope)
    {
        string source = Pick(scope.Memory), target = Pick(scope.Writable);
        return random.Next(6) switch
        {
            0 => $"{source}.CopyTo({Span(target, scope)});",
            1 => $"{Span(target, scope)}.Clear();",
            2 when scope.Arrays.Contains(target) => $"Array.Fill({target}, {Bounded(scope)});",
            3 => $"{Span(source, scope)}[({length} / 2)..].CopyTo({target});",
            4 when scope.Arrays.Contains(source) && scope.Arrays.Contains(target) => $"Array.Copy({source}, {target}, {length});",
            _ => $"{Span(target, scope)}.Fill({Bounded(scope)});",
        };
    }

    private string Reference(Scope scope)
    {
        string name = Fresh("q");
        string declaration = random.Next(3) switch
        {
            0 when scope.Assignable.Count > 1 => $"ref {scalar} {name} = ref {Pick(scope.Assignable)};",
            1 when scope.AssignablePairs.Count > 0 => $"ref {scalar} {name} = ref {Pick(scope.AssignablePairs)}.X;",
            _ => $"ref {scalar} {name} = ref {WritableElement(scope)};",
        };
        scope.AddNumber(name);
        scope.References.Add(name);
        return $"{declaration}\n{name} += {Bounded(scope)};";
    }

    private string Tensor(Scope scope)
    {
        string one = Pick(scope.Memory), other = Pick(scope.Memory), target = Pick(scope.Writable);
        return random.Next(10) switch
        {
            0 => $"TensorPrimitives.AddMultiply<{scalar}>({one}, {other}, {Literal()} * 0.25{Suffix}, {target});",
            1 => $"TensorPrimitives.Subtract<{scalar}>({Bounded(scope)}, {one}, {target});",
            2 => $"TensorPrimitives.Max<{scalar}>({one}, {other}, {target});",
            3 => $"TensorPrimitives.Multiply<{scalar}>({one}, {Bounded(scope)}, {target});",
            4 => $"{WritableElement(scope)} = TensorPrimitives.MinMagnitude<{scalar}>({one});",
            5 => $"{WritableElement(scope)} += {one}[TensorPrimitives.IndexOfMax<{scalar}>({other})];",
            6 => $"TensorPrimitives.Tanh<{scalar}>({one}, {target});",
            7 => $"TensorPrimitives.SoftMax<{scalar}>({one}, {target});",
            8 => $"TensorPrimitives.Sigmoid<{scalar}>({one}, {target});",
            _ => $"TensorPrimitives.Negate<{scalar}>({one}, {target});",
        };
    }
}
