using System;
using System.Collections.Generic;
using System.Globalization;

namespace AutoDiff.Generators.IR;

/// <summary>Reads what <see cref="Printer"/> writes. Whatever else the text may be, it gives a <see cref="FormatException"/>
/// with line and column. That the function makes sense is for <see cref="Verifier"/> to say.</summary>
internal sealed class Parser
{
    private readonly TokenReader reader;
    private readonly Func<string, Primitive?> primitives;
    private readonly Dictionary<int, Value> values = [];
    private Origin? origin;
    private int depth;

    private Parser(string text, Func<string, Primitive?> primitives)
    {
        reader = new TokenReader(text);
        this.primitives = primitives;
    }

    /// <param name="text">One function.</param>
    /// <param name="primitives">The primitive of a name.</param>
    public static Function Parse(string text, Func<string, Primitive?> primitives)
    {
        var parser = new Parser(text, primitives);
        Function function = parser.ParseFunction();
        parser.reader.ExpectEnd();
        return function;
    }

    private Function ParseFunction()
    {
        bool mayOverlap = reader.Accept("overlapping"), isInlined = reader.Accept("inlined");
        reader.Expect("function");
        string name = reader.DottedName("the name of a function");
        List<ParameterRole> roles = [];
        EquatableArray<Value> parameters = reader.Parenthesized(() =>
        {
            Value parameter = Definition();
            roles.Add(reader.Enum<ParameterRole>("the role of a parameter"));
            return parameter;
        });
        Block body = Body(parameters, "return");
        return new Function(name, roles.ToEquatableArray(), body, mayOverlap, IsInlined: isInlined);
    }

    private Block Block() => Body(reader.At("(") ? reader.Parenthesized(Definition) : [], "yield");

    private Block Body(EquatableArray<Value> arguments, string resultKeyword)
    {
        reader.Expect("{");
        if (++depth > TokenReader.DeepestNesting) throw reader.Error("blocks are nested too deep");
        List<Let> lets = [];
        while (!reader.At("}") && !reader.At(resultKeyword)) lets.Add(Let());
        EquatableArray<Value> results = reader.Accept(resultKeyword) ? reader.Separated(Use) : [];
        reader.Expect("}");
        depth--;
        return new Block(arguments, lets.ToEquatableArray(), results);
    }

    private Let Let()
    {
        while (reader.Accept("#")) origin = ParseOrigin();

        // Lets inside the operation's blocks move the current origin on.
        Origin? own = origin;
        EquatableArray<Value> targets = [];
        if (reader.AtValue)
        {
            targets = reader.Separated(Definition);
            reader.Expect("=");
        }

        return new Let(targets, Operation(targets), own);
    }

    private MatrixPart Part() => new(Use(), Index(), UseAfter("row"), UseAfter("column"));

    private MatrixPart PartAfter(string word)
    {
        reader.Expect(word);
        return Part();
    }

    private Origin? ParseOrigin()
    {
        if (reader.Accept("none")) return null;
        int ordinal = reader.Int32("the ordinal of a statement");
        Sweep sweep = reader.AtQuoted ? Sweep.Primal : reader.Enum<Sweep>("a sweep");
        return new Origin(ordinal, reader.Quoted("the text of a statement"), sweep);
    }

    private Operation Operation(EquatableArray<Value> targets)
    {
        if (targets.Count == 1 && targets[0].Type is ScalarType scalar && reader.AcceptConstant(scalar) is { } bits) return new Constant(bits);
        if (reader.AtApply) return Apply();
        string keyword = reader.Word("an operation");
        switch (keyword)
        {
            case "lanes":
                return new LaneCount(TypeParser.Type(reader) as ScalarType ?? throw reader.ErrorBefore("expected a scalar type"));
            case "splat":
                return new Splat(Use());
            case "ramp":
                return new Ramp();
            case "reduce":
                return new Reduce(Primitive(), Use());
            case "alloc":
                return new Alloc(Use(), reader.Accept("columns") ? Use() : null);
            case "length":
                return new Length(Use(), reader.Accept("dimension") ? reader.Int32("a dimension") : 0);
            case "apart":
                (Value one, Value start, Value other, Value otherStart) = (Use(), Index(), UseAfter("from"), Index());
                return new Apart(one, start, other, otherStart, UseAfter("count"));
            case "slice":
                return new Slice(Use(), UseAfter("from"), UseAfter("count"), reader.Accept("inrange"));
            case "choose":
                Value condition = Use(), first = UseAfter("then");
                return new Choose(condition, first, UseAfter("else"));
            case "row":
                return new Row(Use(), Index(), reader.Accept("inrange"));
            case "load":
                return new Load(Use(), Index(), Leaf(), reader.Accept("inrange"), Stride());
            case "store":
                return ParseStore();
            case "scatter":
                return ParseScatter();
            case "gather":
                return new Gather(Use(), UseAfter("at"), Mask());
            case "addeach":
                Value added = Use(), sums = UseAfter("to");
                return new AddEach(sums, UseAfter("at"), added, Mask());
            case "copy":
                return new Copy(Use(), UseAfter("to"));
            case "fill":
                return new Fill(Use(), UseAfter("with"));
            case "product":
                (MatrixPart a, MatrixPart b, MatrixPart c) = (Part(), PartAfter("by"), PartAfter("onto"));
                return new Product(a, b, c, UseAfter("rows"), UseAfter("columns"), UseAfter("depth"));
            case "for":
                return ParseFor();
            case "while":
                return ParseWhile();
            case "if":
                return ParseIf();
            case "scope":
                return new Scope(Block());
            case "stack":
                return new Stack();
            case "push":
                return ParsePush();
            case "reserve":
                Value reserved = Use();
                return new Reserve(UseAfter("on"), reserved);
            case "release":
                Value released = Use();
                return new Release(UseAfter("of"), released);
            case "pop":
                return new Pop(Use());
            case "call":
                return new Call(reader.DottedName("the name of a function"), Operands(), reader.Accept("readonly") ? reader.Separated(() => reader.Int32("the position of an argument")) : []);
            case "opaque":
                Effects effects = reader.Enum<Effects>("effects");
                return new OpaqueCall(reader.Quoted("a template"), Operands(), effects);
            case "rule":
                return ParseRuleCall();
            case "pullback":
                return ParsePullback();
            case "pushforward":
                return ParsePushforward();
            case "throw":
                return new Throw(reader.Quoted("a template"), Operands());
            default:
                throw reader.ErrorBefore($"expected an operation, found '{keyword}'");
        }
    }

    private Apply Apply() => new(Primitive(), Operands());

    private Primitive Primitive()
    {
        string name = reader.DottedName("the name of a primitive");
        return primitives(name) ?? throw reader.ErrorBefore($"expected a primitive, found '{name}'");
    }

    private Store ParseStore()
    {
        Value memory = Use(), index = Index();
        string leaf = Leaf();
        bool inRange = reader.Accept("inrange");
        int stride = Stride();
        return new Store(memory, index, UseAfter("="), leaf, inRange, stride);
    }

    private Scatter ParseScatter()
    {
        Value vector = Use(), memory = UseAfter("to"), index = UseAfter("from"), stride = UseAfter("by");
        return new Scatter(memory, index, stride, vector, UseAfter("below"));
    }

    private Value? Mask() => reader.Accept("where") ? Use() : null;

    private int Stride() => reader.Accept("stride") ? reader.Int32("a stride") : 1;

    private For ParseFor()
    {
        Value lower = Use(), upper = UseAfter("to"), step = UseAfter("step");
        bool reversed = reader.Accept("reversed"), mayExit = reader.Accept("mayexit");
        EquatableArray<Value> initial = Carried();
        return new For(lower, upper, step, initial, Block(), reversed, mayExit);
    }

    private While ParseWhile()
    {
        EquatableArray<Value> initial = Carried();
        Block condition = Block();
        reader.Expect("do");
        return new While(initial, condition, Block());
    }

    private If ParseIf()
    {
        Value condition = Use();
        Block then = Block();
        reader.Expect("else");
        return new If(condition, then, Block());
    }

    private Push ParsePush()
    {
        Value element = Use();
        return new Push(UseAfter("on"), element);
    }

    private RuleCall ParseRuleCall()
    {
        string method = reader.Quoted("a template");
        reader.Expect("reversed");
        string pullback = reader.Quoted("a template");
        bool takesResult = reader.Accept("result"), isGradient = reader.Accept("gradient");
        EquatableArray<string> result = reader.Accept("yielding") ? reader.Separated(Path) : [];
        string pushforward = reader.Accept("pushed") ? reader.Quoted("a template") : "";
        bool pushesResult = reader.Accept("result");
        string body = reader.Accept("body") ? reader.Quoted("the name of a function") : "";
        PullbackFunction? function = reader.Accept("pullback") ? new PullbackFunction(reader.Quoted("the name of a function"), reader.Accept("value")) : null;
        string id = reader.Accept("id") ? reader.Quoted("a documentation id") : "";
        List<RuleParameter> parameters = [];
        EquatableArray<Value> arguments = reader.Parenthesized(() =>
        {
            Value argument = Use();
            parameters.Add(new RuleParameter(reader.Enum<ParameterRole>("the role of a parameter"), reader.Accept("written"), reader.Accept("array"), reader.Accept("unread"), reader.Accept("skipped")));
            return argument;
        });
        EquatableArray<RuleStruct> structs = reader.Accept("structs") ? reader.Separated(() => new RuleStruct(reader.Int32("a position"), reader.Quoted("a type"), reader.Parenthesized(Path))) : [];
        return new RuleCall(new Rule(method, pullback, parameters.ToEquatableArray(), takesResult, isGradient, structs, result, pushforward, pushesResult, body, function, id), arguments);

        string Path() => reader.Quoted("a path");
    }

    private Pullback ParsePullback()
    {
        string template = reader.Quoted("a template");
        EquatableArray<Value> arguments = Operands();
        reader.Expect("adding");
        return new Pullback(template, arguments, Operands());
    }

    private Pushforward ParsePushforward()
    {
        string template = reader.Quoted("a template");
        EquatableArray<Value> arguments = Operands();
        reader.Expect("along");
        return new Pushforward(template, arguments, Operands());
    }

    private EquatableArray<Value> Carried() => reader.Accept("carrying") ? reader.Separated(Use) : [];

    private EquatableArray<Value> Operands() => reader.Parenthesized(Use);

    private Value UseAfter(string keyword)
    {
        reader.Expect(keyword);
        return Use();
    }

    private Value Index()
    {
        reader.Expect("[");
        Value index = Use();
        reader.Expect("]");
        return index;
    }

    private string Leaf() => reader.Accept(".") ? reader.DottedName("the path of a leaf") : "";

    private Value Definition()
    {
        int number = reader.ValueNumber();
        if (values.ContainsKey(number)) throw reader.ErrorBefore($"%{number} is defined twice");
        string? name = Name();
        reader.Expect(":");
        return values[number] = new Value(number, TypeParser.Type(reader), name);
    }

    /// <summary>A defined value. Its name may be left out.</summary>
    private Value Use()
    {
        int number = reader.ValueNumber();
        if (!values.TryGetValue(number, out Value? value)) throw reader.ErrorBefore($"%{number.ToString(CultureInfo.InvariantCulture)} is not defined");
        return Name() is { } name && name != value.Name ? throw reader.ErrorBefore($"%{number} is not named '{name}'") : value;
    }

    private string? Name() => reader.Accept(".") ? reader.WordOrQuoted("the name of a value") : null;
}
