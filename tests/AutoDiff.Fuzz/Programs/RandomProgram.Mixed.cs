namespace AutoDiff.Fuzz.Programs;

// Numbers of the other precision.
internal sealed partial class RandomProgram
{
    private string OtherScalar => scalar == "double" ? "float" : "double";

    private string OtherMath => scalar == "double" ? "MathF" : "Math";

    private string MixedStatement(Scope scope)
    {
        string other = OtherScalar;
        switch (random.Next(scope.OtherMemory.Count > 0 ? 6 : 1))
        {
            case 1 or 2:
                return $"{Pick(scope.OtherMemory)}[{Index(scope)}] {Pick(["=", "+=", "*="])} ({other})({Bounded(scope)});";
            case 3:
            {
                string i = Fresh("i");
                NoteLoop(scope.Loops + 1);
                return $"for (int {i} = 0; {i} < {length}; {i}++) {Pick(scope.Writable)}[{i}] = {Bounded(Lane(scope, i))} * ({scalar}){Pick(scope.OtherMemory)}[{i}];";
            }

            case 4:
            {
                string i = Fresh("i");
                NoteLoop(scope.Loops + 1);
                return $"for (int {i} = 0; {i} < {length}; {i}++) {Pick(scope.OtherMemory)}[{i}] {Pick(["=", "-="])} ({other})({Bounded(Lane(scope, i))});";
            }

            case 5:
            {
                string sum = Fresh("v"), i = Fresh("i");
                NoteLoop(scope.Loops + 1);
                string loop = $"{other} {sum} = 0;\nfor (int {i} = 0; {i} < {length}; {i}++) {sum} += {Pick(scope.OtherMemory)}[{i}] * ({other})({Bounded(Lane(scope, i))});";
                scope.Numbers.Add($"({scalar}){sum}");
                return loop;
            }

            default:
            {
                string name = Fresh("v");
                string declaration = $"{other} {name} = ({other})({Bounded(scope)});";
                scope.Numbers.Add($"({scalar}){name}");
                return declaration;
            }
        }
    }
}
