using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AutoDiff.Generators.Analysis;
using AutoDiff.Generators.Diagnostics;
using AutoDiff.Generators.Emit;
using AutoDiff.Generators.Frontend;
using AutoDiff.Generators.IR;
using AutoDiff.Generators.Transforms;
using AutoDiff.Generators.Vectorize;

namespace AutoDiff.Generators;

/// <summary>A generated file, empty where there is none, and what the passes had to say.</summary>
/// <param name="Remarks">What is only said to those who want to know.</param>
/// <param name="Description">The file that describes the method to other assemblies; empty where they may not look into it.</param>
internal sealed record CompiledMethod(string HintName, string Source, EquatableArray<PassDiagnostic> Diagnostics, EquatableArray<PassDiagnostic> Remarks = default, string Description = "");

/// <summary>The passes in their order.</summary>
internal static class PassPipeline
{
    /// <summary>Tidies a function: constants and identities, shared subexpressions, what follows from a loop's index or is the same in all iterations, what nobody sees.</summary>
    public static readonly IReadOnlyList<Func<Function, Function>> Tidying =
    [
        Simplify.Run,
        CommonSubexpressions.Run,
        InductionVariables.Run,
        LoopInvariants.Run,
        ScalarReplacement.Run,
        CommonSubexpressions.Run,
        Simplify.Run,
        DeadStores.Run,
        DeadCode.Run,
        DeadMemory.Run,
        DeadCode.Run,
    ];

    /// <summary>So many questions of a loop are answered: each copies it.</summary>
    private const int MostQuestions = 4;

    public static CompiledMethod Compile(MethodModel method, CancellationToken token)
    {
        Module primal = Prepare(method.Module, token);
        EquatableArray<PassDiagnostic> lost = LostDerivatives.Of(primal).Select(Diagnose).ToEquatableArray();
        if (lost.Count > 0) return new CompiledMethod(method.HintName, "", lost);
        EquatableArray<GeneratedMember> members = method.Derivatives.Kinds().Select(kind => Member(primal, method, kind, token)).ToEquatableArray();
        return new CompiledMethod(method.HintName, FileEmitter.Emit(method.Signature, members), [], members.SelectMany(member => member.Remarks.Select(remark => Diagnose(method.Signature.Name + member.Kind, remark))).ToEquatableArray(), Description(method));
    }

    private static GeneratedMember Member(Module primal, MethodModel method, DerivativeKind kind, CancellationToken token)
    {
        Module derivative = Derive(primal, method.Signature, kind, method.Vectorize, token), optimised = method.Vectorize ? derivative.Select(function => Optimised(Multiplied(Verified(TapeBlocks.Run(function)), token), token)) : derivative;
        Module vectors = method.Vectorize ? Vectorized(optimised) : optimised;
        IEnumerable<Remark> remarks = derivative.Remarks.Concat(optimised.Functions.SelectMany(function => (method.Vectorize ? LoopRemarks.Of(function) : []).Concat(WorkspaceRemarks.Of(function))));
        return new GeneratedMember(kind, Outlining.Run(vectors).Select(Verified), remarks.Distinct().ToEquatableArray());
    }

    /// <summary>The function with those that it calls, also the derivatives, ready to be differentiated.</summary>
    private static Module Prepare(Module module, CancellationToken token)
    {
        Module complete = NestedDerivatives.Run(module, nested => Derivative(Prepare(nested.Primal, token), nested.Signature, nested.Kind, inLanes: false, token));
        return Tidy(Overlaps.Run(complete.Select(Normal)), token);
    }

    /// <summary>The form that all other passes expect: memory does not flow through control flow, and every block has its results.</summary>
    public static Function Normal(Function function) => Verified(ThrowingBlocks.Run(MemorySelection.Run(EscapingAllocations.Run(DeadCode.Run(function)))));

    /// <summary>The derivative of a function that has been tidied, ready to be emitted.</summary>
    public static Function Derive(Function primal, ReverseKind kind, CancellationToken token = default) => Derive(new Module(primal, []), kind, token).Root;

    /// <summary>The same for a function with those that it calls.</summary>
    public static Module Derive(Module primal, ReverseKind kind, CancellationToken token = default) => Finish(Reverse(primal, kind, token), token);

    private static Module Derive(Module primal, MethodSignature signature, DerivativeKind kind, bool inLanes, CancellationToken token) => Finish(Derivative(primal, signature, kind, inLanes, token), token);

    /// <summary>A derivative, which can itself be differentiated as long as it does not compute in lanes.</summary>
    private static Module Derivative(Module primal, MethodSignature signature, DerivativeKind kind, bool inLanes, CancellationToken token) => kind switch
    {
        DerivativeKind.Gradient => Reverse(primal, ReverseKind.Gradient, token),
        DerivativeKind.Vjp => Reverse(primal, ReverseKind.Vjp, token),
        DerivativeKind.Jvp => Jvp(primal, token),
        DerivativeKind.Hvp => Hvp(primal, token),
        DerivativeKind.Jacobian => Jacobian.Run(
            primal,
            signature,
            ReferenceEquals(Repeatable.Run(primal), primal),
            Directional.Of(inLanes ? Directional.LanesOfInputs(signature) : null, lanes => Jvp(Repeatable.Run(primal), token, lanes)),
            Directional.Of(inLanes ? Directional.LanesOfOutputs(signature, primal) : null, lanes => Reverse(Repeatable.Run(primal), ReverseKind.Vjp, token, lanes: lanes))),
        _ => Hessian.Run(
            primal,
            signature,
            Reverse(primal, ReverseKind.Gradient, token),
            Directional.Of(inLanes ? Directional.LanesOfInputs(signature) : null, lanes => Hvp(Repeatable.Run(primal), token, lanes))),
    };

    private static Module Reverse(Module primal, ReverseKind kind, CancellationToken token, bool differentiatedTwice = false, ScalarType? lanes = null) =>
        Tidy(ReverseMode.Run(RuleBodies.Run(primal, differentiatedTwice).Select(WinnerOnly.Run), kind, lanes: lanes), token);

    private static Module Jvp(Module primal, CancellationToken token, ScalarType? lanes = null) => Tidy(ForwardMode.Run(primal, lanes), token);

    private static Module Hvp(Module primal, CancellationToken token, ScalarType? lanes = null) => Tidy(HessianProduct.Run(Reverse(primal, ReverseKind.Gradient, token, differentiatedTwice: true), lanes), token);

    /// <summary>After the last differentiation: what had to keep its derivative is spelled out.</summary>
    private static Module Finish(Module derivative, CancellationToken token) => Tidy(derivative.Select(static function => DefinitionExpansion.Run(GuardExpansion.Run(function))), token);

    /// <summary>Loops over vectors, which no other pass looks into.</summary>
    private static Module Vectorized(Module module)
    {
        (Module nested, IReadOnlyList<Function> nests) = VectorNests.Run(module.Select(static function => Verified(CarriedSums.Run(function))));
        Module split = nested.Select(static function => Verified(DeadCode.Run(Verified(Fission.Run(Gathered(Split(Verified(function))))))));
        return VectorLoops.Run(split, nests).Select(static function => Verified(DeadCode.Run(Verified(Contraction.Run(Verified(function))))));
    }

    /// <summary>Loops that ask where they are as loops that know, by one question of each after the other.</summary>
    public static Function Split(Function function)
    {
        for (int i = 0; i < MostQuestions; i++)
        {
            Function split = Verified(IndexSetSplitting.Run(function));
            if (ReferenceEquals(split, function)) break;
            function = Tidy(split);
        }

        return function;
    }

    /// <summary>Loops that multiply matrices as products.</summary>
    private static Function Multiplied(Function function, CancellationToken token)
    {
        Function products = Verified(MatrixProducts.Run(function));
        return ReferenceEquals(products, function) ? function : Tidy(products, token);
    }

    /// <summary>Each element of an adjoint is written once, where that can be.</summary>
    public static Function Gathered(Function function)
    {
        Function gathers = Verified(Gathers.Run(function));
        return Verified(FirstWrites.Run(ReferenceEquals(gathers, function) ? function : Tidy(DeadCode.Run(gathers))));
    }

    /// <summary>Loops in the order, and as few of them, as is fastest.</summary>
    public static Function Optimised(Function function, CancellationToken token = default)
    {
        Function ordered = Verified(ForwardOrder.Run(function));
        Function fused = Verified(LoopFusion.Run(ordered));
        if (ReferenceEquals(fused, ordered)) fused = Verified(UnitCotangents.Run(ordered));
        if (ReferenceEquals(fused, ordered)) return ordered;

        // What an iteration leaves for itself need not be kept for all, and then the loops in it may be fused, too.
        Function tidy = Tidy(fused, token), contracted = Verified(RowContraction.Run(tidy));
        return Optimised(ReferenceEquals(contracted, tidy) ? tidy : Tidy(contracted, token), token);
    }

    private static Module Tidy(Module module, CancellationToken token) => module.Select(function => Tidy(function, token));

    public static Function Tidy(Function function, CancellationToken token = default)
    {
        foreach (Func<Function, Function> pass in Tidying)
        {
            token.ThrowIfCancellationRequested();
            function = Verified(pass(function));
        }

        return function;
    }

    /// <summary>One function is described, so that of a method with helpers others call the derivative.</summary>
    private static string Description(MethodModel method) =>
        method.PortableId.Length == 0 || method.Module.Helpers.Count > 0 || method.Function.Body.EndsInThrow ? "" : PortableFile.Emit(method.PortableId, method.Function);

    private static PassDiagnostic Diagnose((Loss Loss, Let Let) lost)
    {
        string id = lost.Loss == Loss.ForeignMemory ? DiagnosticIds.ActiveValueStored : DiagnosticIds.DerivativeLost;
        return new PassDiagnostic(id, lost.Let.Origin?.Ordinal ?? 0, [lost.Let.Origin?.Text ?? ""]);
    }

    private static PassDiagnostic Diagnose(string member, Remark remark) => new(DiagnosticIds.Remark, remark.Origin is { Ordinal: > 0 } origin ? origin.Ordinal : 0, [member, remark.Text]);

    private static Function Verified(Function function)
    {
#if DEBUG
        Verifier.Verify(function);
#endif
        return function;
    }
}
