namespace AutoDiff.Fuzz.Programs;

// Structs with operators, methods and properties, record structs and tuples.
internal sealed partial class RandomProgram
{
    private string StructDeclarations() => $$"""
        public struct Pair
        {
            public {{scalar}} X, Y;
            public Pair({{scalar}} x, {{scalar}} y) { X = x; Y = y; }
            public readonly {{scalar}} Size => {{Math}}.Sqrt(1 + X * X + Y * Y);
            public readonly Pair Turned { get { return new Pair(-Y, X); } }
            public readonly {{scalar}} Dot(Pair other) => X * other.X + Y * other.Y;
            public void Scale({{scalar}} factor) { X *= factor; Y = Y * factor + X; }
            public static Pair operator +(Pair one, Pair other) => new(one.X + other.X, one.Y + other.Y);
            public static Pair operator -(Pair one) => new() { X = -one.X, Y = -one.Y };
            public static Pair operator *({{scalar}} factor, Pair one) => new Pair(factor * one.X, factor * one.Y);
        }

        public readonly record struct Spot({{scalar}} U, Pair V, int Tag);
        """;

    private string Pair(Scope scope, int depth = 2)
    {
        if (depth == 0 && scope.Pairs.Count > 0) return Pick(scope.Pairs);
        return random.Next(10) switch
        {
            0 when depth > 0 => $"({Pair(scope, depth - 1)} + {Pair(scope, depth - 1)})",
            1 when depth > 0 => $"({Bounded(scope, 1)}) * {Pair(scope, depth - 1)}",
            2 when depth > 0 => $"(-{Pair(scope, depth - 1)})",
            3 when depth > 0 => $"{Pair(scope, depth - 1)}.Turned",
            4 when depth > 0 => $"({Condition(scope)} ? {Pair(scope, depth - 1)} : {Pair(scope, depth - 1)})",
            5 when scope.PairMemory.Count > 0 => $"{Pick(scope.PairMemory)}[{Index(scope)}]",
            6 when scope.Spots.Count > 0 => $"{Pick(scope.Spots)}.V",
            7 => $"new Pair {{ X = {Bounded(scope, 1)}, Y = {Leaf(scope)} }}",
            < 9 when scope.Pairs.Count > 0 => Pick(scope.Pairs),
            _ => $"new Pair({Bounded(scope, 1)}, {Leaf(scope)})",
        };
    }

    private string PairNumber(Scope scope) => random.Next(3) switch
    {
        0 => $"{Pair(scope, 1)}.Dot({Pair(scope, 1)})",
        1 => $"{Pair(scope, 1)}.Size",
        _ => $"({Pair(scope)}).{Pick(["X", "Y"])}",
    };

    private string PairStatement(Scope scope)
    {
        string bounded = $"({Bounded(scope, 1)}) * {Pair(scope, 1)}";
        switch (random.Next(8))
        {
            case 0 when scope.AssignablePairs.Count > 0:
                return $"{Pick(scope.AssignablePairs)} = {bounded};";
            case 1 when scope.AssignablePairs.Count > 0:
                return $"{Pick(scope.AssignablePairs)}.{Pick(["X", "Y"])} {Pick(["=", "+=", "-=", "*="])} {Bounded(scope)};";
            case 2 when scope.AssignablePairs.Count > 0:
                return $"{Pick(scope.AssignablePairs)}.Scale({Bounded(scope, 1)});";
            case 3 when scope.WritablePairMemory.Count > 0:
                return $"{Pick(scope.WritablePairMemory)}[{Index(scope)}] = {bounded};";
            case 4 when scope.WritablePairMemory.Count > 0:
                return $"{Pick(scope.WritablePairMemory)}[{Index(scope)}].{Pick(["X", "Y"])} {Pick(["=", "+=", "*="])} {Bounded(scope)};";
            case 5 when scope.Pairs.Count > 0:
            {
                string spot = Fresh("r");
                string declaration = $"var {spot} = new Spot({Bounded(scope, 1)}, {Pair(scope, 1)}, {Integer(scope)});";
                scope.Spots.Add(spot);
                return declaration;
            }

            case 6 when scope.Spots.Count > 0:
            {
                string spot = Fresh("r");
                string declaration = $"Spot {spot} = {Pick(scope.Spots)} with {{ U = {Bounded(scope, 1)} }};";
                scope.Spots.Add(spot);
                return declaration;
            }

            default:
            {
                string pair = Fresh("p");
                string declaration = $"Pair {pair} = {Pair(scope)};";
                scope.AddPair(pair);
                return declaration;
            }
        }
    }

    private string TupleStatement(Scope scope)
    {
        switch (random.Next(4))
        {
            case 0 when scope.Assignable.Count > 0:
                return $"({Pick(scope.Assignable)}, {Pick(scope.Assignable)}) = ({Bounded(scope)}, {Bounded(scope)});";
            case 1 when scope.Tuples.Count > 0:
                return $"{Pick(scope.Tuples)} = ({Bounded(scope)}, {Bounded(scope)});";
            case 2:
            {
                string one = Fresh("v"), other = Fresh("v");
                string declaration = $"({scalar} {one}, {scalar} {other}) = {(scope.Tuples.Count > 0 ? Pick(scope.Tuples) : $"({Bounded(scope)}, {Number(scope, 1)})")};";
                scope.AddNumber(one);
                scope.AddNumber(other);
                return declaration;
            }

            default:
            {
                string tuple = Fresh("w");
                string declaration = $"({scalar} A, {scalar} B) {tuple} = ({Bounded(scope)}, {Bounded(scope)});";
                scope.Tuples.Add(tuple);
                return declaration;
            }
        }
    }
}
