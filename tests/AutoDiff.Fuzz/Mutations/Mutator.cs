using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generators.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Fuzz.Mutations;

/// <summary>Changes a method the way that a person in the middle of an edit, or one who knows all of C#, might.</summary>
/// <param name="donors">Expressions and statements of other methods.</param>
internal sealed class Mutator(Random random, IReadOnlyList<string> donors)
{
    private static readonly string[] Types = ["double", "float", "int", "long", "decimal", "object", "string", "bool", "dynamic", "double?", "double[]", "Span<double>", "ReadOnlySpan<float>", "double[,]", "double[][]", "(double, double)", "var", "Half", "IEnumerable<double>", "Func<double, double>", "System.Numerics.Vector3", "System.Numerics.Complex", "nint", "char", "double*"];

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "<", "==", "&&", "??", "^", ">>", "is", "&"];

    private static readonly string[] Assignments = ["=", "+=", "-=", "*=", "/=", "%=", "??=", "&=", "<<="];

    /// <summary>An expression in place of one, which is <c>@</c>; a second one is <c>#</c>.</summary>
    private static readonly string[] Expressions =
    [
        "(@)", "-@", "!@", "~@", "@++", "--@", "@!", "#", "@ + #", "@ * #", "(@ > 0 ? @ : #)", "(@, #)", "(@, #).Item1", "(object)@", "(double)(object)@", "(double?)@", "((double?)@).Value", "(@ as object)",
        "(float)@", "(int)@", "(decimal)@", "(double)(decimal)@", "(dynamic)@", "(double)(dynamic)@", "@.ToString()", "$\"{@}\"", "double.Parse($\"{@:F3}\")", "(await @)", "@ switch { > 1 => #, _ => @ }",
        "(@ is var q1 ? q1 : #)", "(@ is { } q2 ? q2 : #)", "@ is > 0 and not 3", "new[] { @, # }", "new[] { @ }[0]", "new double[] { @ }.Sum()", "new Func<double>(() => @)()", "((Func<double, double>)(a => a * @))(#)",
        "Diff.StopGradient(@)", "throw new Exception($\"{@}\")", "default", "null!", "checked(@)", "unchecked(@)", "nameof(@)", "sizeof(double)", "stackalloc double[3]", "[@, #]", "[..@, #]", "@?.GetHashCode()",
        "@ ?? #", "ref @", "@ with { }", "@ with { X = # }", "new { A = @ }.A", "new object[] { @ }", "new List<double> { @ }[0]", "Enumerable.Range(0, 3).Sum(i => i * @)", "(from i in new[] { 1.0, 2.0 } select i * @).Sum()",
        "Math.Max(@, #)", "Math.Pow(@, #)", "Math.Clamp(@, 0, #)", "Math.BigMul((int)@, 3)", "double.IsNaN(@)", "BitConverter.DoubleToInt64Bits(@)", "Interlocked.Exchange(ref @, #)", "@[0]", "@[^1]", "@[1..]", "@[..#]",
        "@.Length", "@.Item1", "@.X", "@.Value", "typeof(double)", "&@", "*&@", "delegate(double a) { return a * @; }", "(double a) => a", "async () => @", "static () => 1.0", "from x in # select x",
        "new System.Numerics.Vector2((float)@, 1).Length()", "new DateTime((long)@)", "1_000.5e3", "1e400", "0x7fffffff + @", "'c'", "\"\"", "@ == # ? @ : throw new ArgumentException()", "@ = #", "(@ += #)", "@ is double", "@ is double d1 ? d1 : 0",
        "this", "base.ToString()", "this.GetHashCode()", "Unsafe.As<double, long>(ref @)", "MemoryMarshal.Cast<double, float>(@)[0]", "@.AsSpan()", "@.ToArray()", "@.Clone()", "double.Sqrt(@)", "Random.Shared.NextDouble()", "TensorPrimitives.Sum(@)", "unchecked((int)@)",
    ];

    /// <summary>A statement in place of one, which is <c>@</c>; an expression of the method is <c>#</c>.</summary>
    private static readonly string[] Statements =
    [
        "", "@ @", "{ @ }", "try { @ } finally { }", "try { @ } catch (Exception e) when (# > 0) { throw; }", "lock (new object()) { @ }", "using (new System.IO.MemoryStream()) { @ }", "using var stream = new System.IO.MemoryStream(); @",
        "unsafe { @ }", "checked { @ }", "while (true) { @ }", "while (# > 0) { @ break; }", "do { @ } while (# < 0);", "for (int z1 = 0; z1 < 3; z1++) { @ }", "for (int z2 = 3; z2-- > 0;) { @ if (z2 == 1) continue; }", "for (;;) { @ break; }",
        "foreach (double z3 in new[] { 1.0, 2 }) { @ }", "foreach (var z4 in #) { @ }", "await foreach (var z5 in #) { @ }", "if (# > 0) { @ }", "if (# > 0) return #; @", "if (# > 0) { @ } else throw new InvalidOperationException($\"{#}\");",
        "switch (#) { case 0: @ break; case > 1: @ goto case 0; default: break; }", "switch ((int)#) { case 1: @ break; case 2 when # > 0: return #; }", "goto there; there: @", "again: @ if (# > 0) goto again;", "yield return #; @", "yield break;",
        "await Task.Yield(); @", "throw new Exception($\"{#}\");", "throw;", "return #;", "return;", "return default;", "break;", "continue;", "@ return # + #;", "void Local() { @ } Local();", "double Local2(double a) => a * #; @ Local2(#).ToString();",
        "Action act = () => { @ }; act();", "Func<double> f1 = () => #; @", "Func<double, double> f2 = a => a * 2; double v2 = f2(#); @", "double* p = stackalloc double[2]; *p = #; @", "fixed (double* p2 = new double[2]) { @ }", "Span<double> s1 = stackalloc double[2]; s1[0] = #; @ ",
        "delegate*<double, double> fp = &Math.Sin; @", "dynamic d2 = #; @", "object o1 = #; @", "decimal m1 = (decimal)(#); @", "double? n1 = #; @", "var t1 = (#, #); @", "(double u1, double u2) = (#, #); @ u1 += u2;", "var an = new { A = # }; @", "double[,,] cube = new double[1, 2, 3]; @",
        "double[][] jag = [[#], [#]]; @", "var list = new List<double> { # }; @", "string text = $\"{#}\"; @ Console.WriteLine(text);", "ref double r1 = ref #; @", "const double c1 = 3; @", "double v1 = #, w1; @ w1 = v1;", "_ = #; @", "(_, _) = (#, #); @",
        "if (# is double d3 and > 1) { @ }", "if (!(# is { } d4)) return #; @", "static double S1(double a) => a > 0 ? S1(a - 1) : a; @ S1(#).ToString();", "double Rec(double a) => a > 0 ? Rec(a - #) : a; double rec = Rec(#); @", "int k1 = (int)#; k1 <<= 2; @", "ulong k2 = 3; k2 >>>= 1; @",
        "@ // comment", "#pragma warning disable CS0168\n @", "#if false\n @\n#endif\n", "{", "}", ";", "@ )", "( @", "double", "if", "@ @ @ @", "Span<double> sp = new double[3]; sp.Fill(#); sp.Clear(); @", "double[] copy = new double[2]; copy.CopyTo(copy, 0); @", "Array.Sort(new[] { # }); @",
        "System.Diagnostics.Debug.Assert(# > 0); @", "Console.WriteLine(#); @", "ArgumentOutOfRangeException.ThrowIfNegative(#); @", "Span<double> al = new double[4]; Span<double> bl = # > 0 ? al : al[1..]; bl[0] = #; @", "for (int a1 = 0, b1 = 9; a1 < b1; a1++, b1--) { @ }", "while (true) { @ if (# > 2) return #; }",
    ];

    private static readonly string[] Modifiers = ["async ", "unsafe ", "static ", "virtual ", "partial ", "extern ", "new ", "readonly ", "abstract ", "override ", "sealed ", "private ", "ref "];

    private static readonly string[] ParameterPrefixes = ["ref ", "out ", "in ", "params ", "scoped ", "this ", "ref readonly ", "[NoGradient] ", "[Output] ", "[Scratch] ", "[Output, Scratch] "];

    /// <summary>The source with a change in the method at a place, which the change does not move.</summary>
    public string Mutate(string source, int place)
    {
        SyntaxNode root = CSharpCompiler.Parse(source, "Program.cs").GetRoot();
        MethodDeclarationSyntax? method = Subject.MethodAt(root, place);
        if (method is null) return source;
        TextChange change = random.Next(20) switch
        {
            < 8 => Expression(method),
            < 14 => Statement(method),
            14 => Token(method),
            15 => Type(method),
            16 => Swap(method),
            17 => Declaration(method),
            18 => Operator(method),
            _ => Donate(method),
        };
        return SourceText.From(source).WithChanges(change).ToString();
    }

    private TextChange Expression(MethodDeclarationSyntax method) =>
        Any<ExpressionSyntax>(method, static node => node.Parent is not AttributeSyntax && node is not TypeSyntax or IdentifierNameSyntax) is { } target
            ? new TextChange(target.Span, Fill(Pick(Expressions), target, method))
            : Nothing(method);

    private TextChange Statement(MethodDeclarationSyntax method) =>
        Any<StatementSyntax>(method, node => node != method.Body) is { } target ? new TextChange(target.Span, Fill(Pick(Statements), target, method)) : Expression(method);

    private TextChange Token(MethodDeclarationSyntax method)
    {
        SyntaxToken[] tokens = [.. Parts(method).SelectMany(static part => part.DescendantTokens())];
        if (tokens.Length == 0) return Nothing(method);
        return new TextChange(Pick(tokens).Span, random.Next(2) == 0 ? "" : Pick(tokens).Text);
    }

    private TextChange Type(MethodDeclarationSyntax method) =>
        Any<TypeSyntax>(method, static node => node is PredefinedTypeSyntax or GenericNameSyntax or ArrayTypeSyntax) is { } target ? new TextChange(target.Span, Pick(Types)) : Nothing(method);

    private TextChange Swap(MethodDeclarationSyntax method)
    {
        bool statements = random.Next(2) == 0;
        SyntaxNode? Next() => statements ? Any<StatementSyntax>(method, node => node != method.Body) : Any<ExpressionSyntax>(method, static _ => true);
        if ((Next(), Next()) is not ({ } first, { } second) || first.Span.OverlapsWith(second.Span)) return Nothing(method);
        (first, second) = first.SpanStart < second.SpanStart ? (first, second) : (second, first);
        string between = method.SyntaxTree.GetText().ToString(TextSpan.FromBounds(first.Span.End, second.SpanStart));
        return new TextChange(TextSpan.FromBounds(first.SpanStart, second.Span.End), $"{second}{between}{first}");
    }

    private TextChange Declaration(MethodDeclarationSyntax method)
    {
        if (random.Next(3) == 0 || method.ParameterList.Parameters.Count == 0) return new TextChange(new TextSpan(method.ReturnType.SpanStart, 0), Pick(Modifiers));
        ParameterSyntax parameter = Pick([.. method.ParameterList.Parameters]);
        return random.Next(4) switch
        {
            0 => new TextChange(parameter.Span, ""),
            1 when parameter.Type is { } type => new TextChange(type.Span, Pick(Types)),
            2 => new TextChange(parameter.Identifier.Span, Pick(["seed", "result", "dX", "@class", "x", "X", "workspace", "_", "F", "æ"])),
            _ => new TextChange(new TextSpan(parameter.SpanStart, 0), Pick(ParameterPrefixes)),
        };
    }

    private TextChange Operator(MethodDeclarationSyntax method) => random.Next(2) == 0 && Any<AssignmentExpressionSyntax>(method, static _ => true) is { } assignment
        ? new TextChange(assignment.OperatorToken.Span, Pick(Assignments))
        : Any<BinaryExpressionSyntax>(method, static _ => true) is { } binary ? new TextChange(binary.OperatorToken.Span, Pick(Operators)) : Nothing(method);

    private TextChange Donate(MethodDeclarationSyntax method) =>
        Any<ExpressionSyntax>(method, static _ => true) is { } target ? new TextChange(target.Span, Pick(donors)) : Nothing(method);

    private string Fill(string template, SyntaxNode target, MethodDeclarationSyntax method)
    {
        if (template.StartsWith("#pragma", StringComparison.Ordinal) || template.StartsWith("#if", StringComparison.Ordinal)) return $"\n{template.Replace("@", target.ToString(), StringComparison.Ordinal)}\n";
        return string.Concat(template.Select(letter => letter switch
        {
            '@' => target.ToString(),
            '#' => Any<ExpressionSyntax>(method, static node => node is not TypeSyntax or IdentifierNameSyntax)?.ToString() ?? "1.0",
            _ => letter.ToString(),
        }));
    }

    private T? Any<T>(MethodDeclarationSyntax method, Func<T, bool> filter)
        where T : SyntaxNode
    {
        T[] nodes = [.. Parts(method).SelectMany(static part => part.DescendantNodesAndSelf()).OfType<T>().Where(filter)];
        return nodes.Length == 0 ? null : Pick(nodes);
    }

    private static IEnumerable<SyntaxNode> Parts(MethodDeclarationSyntax method) =>
        new SyntaxNode?[] { method.Body, method.ExpressionBody?.Expression, method.ParameterList }.OfType<SyntaxNode>();

    private static TextChange Nothing(MethodDeclarationSyntax method) => new(new TextSpan(method.SpanStart, 0), "");

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
