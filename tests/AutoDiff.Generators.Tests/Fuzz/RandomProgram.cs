using System;
using System.Collections.Generic;
using System.Linq;

namespace AutoDiff.Generators.Tests.Fuzz;

/// <summary>A random differentiable method: the same seed makes the same one, in <c>double</c> or <c>float</c>.</summary>
internal sealed class RandomProgram
{
    private const int Depth = 3;

    private const string Recursion = "Again";

    /// <summary>One in so many programs is a method that calls itself.</summary>
    private const int RecursiveEvery = 4;

    private readonly Random random;
    private readonly string scalar;
    private readonly RandomExpressions expressions;
    private const string All = "Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Hvp | Derivatives.Jacobian | Derivatives.Hessian";

    private int names;
    private int budget = 9;

    private RandomProgram(int seed, string scalar, bool isRecursive)
    {
        random = new Random(seed);
        this.scalar = scalar;
        expressions = new RandomExpressions(random, scalar, isRecursive ? Recursion : null);
    }

    private string Math => scalar == "double" ? "Math" : "MathF";

    /// <summary>The statements of the body.</summary>
    public static IReadOnlyList<Statement> Body(int seed, string scalar = "double")
    {
        bool isRecursive = seed % RecursiveEvery == RecursiveEvery - 1;
        List<Statement> body = new RandomProgram(seed, scalar, isRecursive).Body();
        if (!isRecursive) return body;
        string parameters = $"{scalar} a, Span<{scalar}> x, ReadOnlySpan<{scalar}> y, Span<{scalar}> z, Span<{scalar}> t, {scalar} c, int n, int[] k, int depth";
        return [new Statement($"return {Recursion}(a, x, y, z, t, c, n, k, 2);"), new Statement($"static {scalar} {Recursion}({parameters})", body)];
    }

    /// <summary>The method of such a body.</summary>
    public static string Method(string name, IReadOnlyList<Statement> body, string scalar = "double", string derivatives = All) => $$"""
            [Differentiable({{derivatives}})]
            public static {{scalar}} {{name}}({{scalar}} a, Span<{{scalar}}> x, ReadOnlySpan<{{scalar}}> y, {{scalar}}[] z, [Scratch] Span<{{scalar}}> t, [NoGradient] {{scalar}} c, int n, int[] k)
            {
        {{string.Join("\n", body.SelectMany(statement => statement.Lines()).Select(line => "        " + line))}}
            }
        """;

    private List<Statement> Body()
    {
        var scope = new Scope();
        scope.Numbers.AddRange(["a", "c"]);
        scope.Assignable.Add("a");
        scope.Integers.Add("n");
        scope.Memory.AddRange(["x", "y", "z", "t"]);
        scope.Writable.AddRange(["x", "z", "t"]);
        List<Statement> body = [];
        if (random.Next(4) > 0) Local(body, scope);
        while (budget > 0) AddStatement(body, scope, Depth);
        body.Add(new Statement($"return {expressions.Number(scope)};"));
        return body;
    }

    private List<Statement> Block(Scope scope, int depth)
    {
        List<Statement> block = [];
        int count = random.Next(1, 4);
        for (int i = 0; i < count; i++) AddStatement(block, scope, depth - 1);
        return block;
    }

    private void AddStatement(List<Statement> block, Scope scope, int depth)
    {
        budget--;
        switch (random.Next(depth > 0 ? 25 : 13))
        {
            case 0 or 1:
                Local(block, scope);
                break;
            case 2 or 3:
                Assign(block, scope);
                break;
            case 4 or 5 or 6:
                Store(block, scope);
                break;
            case 7:
                Exchange(block, scope);
                break;
            case 8:
                Count(block, scope);
                break;
            case 9:
                Memory(block, scope);
                break;
            case 10:
                Exit(block, scope);
                break;
            case 11:
                LateLocal(block, scope);
                break;
            case 12:
                Tensors(block, scope);
                break;
            case 13 or 14 or 15:
                Branch(block, scope, depth);
                break;
            case 16:
                Switch(block, scope, depth);
                break;
            case < 22:
                For(block, scope, depth);
                break;
            case 22:
                Foreach(block, scope, depth);
                break;
            default:
                While(block, scope, depth);
                break;
        }
    }

    private void Local(List<Statement> block, Scope scope)
    {
        string name = Fresh("v");
        block.Add(new Statement($"{scalar} {name} = {(random.Next(4) == 0 ? expressions.Literal() : expressions.Bounded(scope))};"));
        scope.Numbers.Add(name);
        scope.Assignable.Add(name);
    }

    private void LateLocal(List<Statement> block, Scope scope)
    {
        string name = Fresh("v");
        block.Add(new Statement($"{scalar} {name}; if ({expressions.Condition(scope)}) {name} = {expressions.Bounded(scope)}; else {name} = {expressions.Number(scope, 1)};"));
        scope.Numbers.Add(name);
        scope.Assignable.Add(name);
    }

    private void Assign(List<Statement> block, Scope scope) => Update(block, scope, expressions.Pick(scope.Assignable));

    private void Store(List<Statement> block, Scope scope) => Update(block, scope, expressions.WritableElement(scope));

    private void Update(List<Statement> block, Scope scope, string target) => block.Add(new Statement(random.Next(7) switch
    {
        0 => $"{target} += {expressions.Bounded(scope)};",
        1 => $"{target} -= {expressions.Number(scope, 1)};",
        2 => $"{target} *= {expressions.Bounded(scope)};",
        3 => $"{target} /= {expressions.Literal().TrimStart('-')} + {Math}.Exp({expressions.Bounded(scope)});",
        4 => $"{target} = {Math}.Sin({target}) + {expressions.Bounded(scope)};",
        _ => $"{target} = {expressions.Bounded(scope)};",
    }));

    private void Exchange(List<Statement> block, Scope scope)
    {
        bool elements = random.Next(2) == 0;
        string one = elements ? expressions.WritableElement(scope) : expressions.Pick(scope.Assignable);
        string other = random.Next(2) == 0 ? expressions.WritableElement(scope) : expressions.Pick(scope.Assignable);
        block.Add(new Statement($"({one}, {other}) = ({other}, {(random.Next(2) == 0 ? one : expressions.Bounded(scope))});"));
    }

    private void Count(List<Statement> block, Scope scope)
    {
        if (scope.Counters.Count > 0 && random.Next(2) == 0)
        {
            string counter = expressions.Pick(scope.Counters);
            block.Add(new Statement(random.Next(3) switch
            {
                0 => $"{counter}++;",
                1 => $"{counter} = ({counter} * 3 + {expressions.Integer(scope)}) % 5;",
                _ => $"if ({expressions.Condition(scope)}) {counter} += 2;",
            }));
            return;
        }

        string name = Fresh("m");
        block.Add(new Statement($"int {name} = {expressions.Integer(scope)} % {random.Next(2, 6)};"));
        scope.Integers.Add(name);
        scope.Counters.Add(name);
    }

    private void Memory(List<Statement> block, Scope scope)
    {
        string name = Fresh("s");
        block.Add(new Statement(random.Next(scope.IsInLoop ? 3 : 4) switch
        {
            0 => $"var {name} = new {scalar}[x.Length];",
            1 => $"Span<{scalar}> {name} = {expressions.Pick(scope.Writable)};",
            2 => $"Span<{scalar}> {name} = {expressions.Pick(["x", "t"])}[..x.Length];",
            _ => $"Span<{scalar}> {name} = stackalloc {scalar}[x.Length];",
        }));
        scope.Memory.Add(name);
        scope.Writable.Add(name);
    }

    /// <summary>Only what rounds in no other way than a loop: the value is compared to the bit.</summary>
    private void Tensors(List<Statement> block, Scope scope)
    {
        string one = expressions.Pick(scope.Memory), other = expressions.Pick(scope.Memory), target = expressions.Pick(scope.Writable);
        block.Add(new Statement(random.Next(6) switch
        {
            0 => $"TensorPrimitives.AddMultiply<{scalar}>({one}, {other}, {expressions.Literal()} * ({scalar})0.25, {target});",
            1 => $"TensorPrimitives.Subtract<{scalar}>({expressions.Bounded(scope)}, {one}, {target});",
            2 => $"TensorPrimitives.Max<{scalar}>({one}, {other}, {target});",
            3 => $"TensorPrimitives.Multiply<{scalar}>({one}, {expressions.Bounded(scope)}, {target});",
            4 => $"{expressions.WritableElement(scope)} = TensorPrimitives.MinMagnitude<{scalar}>({one});",
            _ => $"{expressions.WritableElement(scope)} += {one}[TensorPrimitives.IndexOfMax<{scalar}>({other})];",
        }));
    }

    private void Exit(List<Statement> block, Scope scope)
    {
        string exit = scope.IsInLoop ? expressions.Pick(["break;", "continue;", $"return {expressions.Bounded(scope)};"]) : $"return {expressions.Number(scope, 2)};";
        block.Add(new Statement($"if ({expressions.Condition(scope)}) {exit}"));
    }

    private void Branch(List<Statement> block, Scope scope, int depth)
    {
        block.Add(new Statement($"if ({expressions.Condition(scope)})", Block(scope.Inner(), depth)));
        if (random.Next(2) == 0) block.Add(new Statement("else", Block(scope.Inner(), depth)));
    }

    private void Switch(List<Statement> block, Scope scope, int depth)
    {
        Statement Section(string label) => new(label, Block(scope.Inner(), depth), "break;");
        block.Add(new Statement($"switch ({expressions.Integer(scope)} % 4)", [Section("case 0:"), Section("case 1 or 3:"), Section("default:")]));
    }

    private void For(List<Statement> block, Scope scope, int depth)
    {
        string i = Fresh("i"), type = expressions.Pick(["int", "int", "int", "long"]);
        (string header, bool isIndex) = random.Next(9) switch
        {
            0 or 1 => ($"int {i} = 0; {i} < x.Length; {i}++", true),
            2 => ($"int {i} = x.Length - 1; {i} >= 0; {i}--", true),
            3 => ($"int {i} = 1; {i} < y.Length; {i} += 2", true),
            4 => ($"int {i} = 0; {i} + 1 < z.Length; ++{i}", true),
            5 => ($"{type} {i} = 0; {i} < n; {i}++", false),
            6 => ($"{type} {i} = n; {i} > -2; {i} -= 3", false),
            7 => ($"int {i} = {expressions.Integer(scope)} % 3; {i} <= 3; {i} += 1 + (n & 1)", false),
            _ => ($"byte {i} = 0; {i} < 3; {i}++", false),
        };
        Scope inner = scope.Inner(isLoop: true);
        if (isIndex) inner.Indices.Add(i);
        if (!header.StartsWith("long", StringComparison.Ordinal)) inner.Integers.Add(i);
        block.Add(new Statement($"for ({header})", Block(inner, depth)));
    }

    private void Foreach(List<Statement> block, Scope scope, int depth)
    {
        string name = Fresh("e");
        Scope inner = scope.Inner(isLoop: true);
        inner.Numbers.Add(name);
        block.Add(new Statement($"foreach ({scalar} {name} in {expressions.Pick(scope.Memory)})", Block(inner, depth)));
    }

    /// <summary>The condition counts, so that every loop ends, whatever is left out of its body.</summary>
    private void While(List<Statement> block, Scope scope, int depth)
    {
        string counter = Fresh("w");
        block.Add(new Statement($"int {counter} = 0;"));
        scope.Integers.Add(counter);
        string condition = $"{counter}++ < {random.Next(1, 5)} && {expressions.Condition(scope)}";
        List<Statement> body = Block(scope.Inner(isLoop: true), depth);
        block.Add(random.Next(2) == 0 ? new Statement($"while ({condition})", body) : new Statement("do", body, $"while ({condition});"));
    }

    private string Fresh(string prefix) => $"{prefix}{++names}";
}
