namespace AutoDiff.Generators.Diagnostics;

/// <summary>The ids by which passes, which do not know the compiler, name what they report.</summary>
internal static class DiagnosticIds
{
    public const string InternalError = "AD0001";
    public const string ContainerNotPartial = "AD0002";
    public const string NoActiveParameter = "AD0003";
    public const string NoDifferentiableOutput = "AD0004";
    public const string ParameterTypeNotSupported = "AD0005";
    public const string ParameterByReference = "AD0006";
    public const string ReturnTypeNotSupported = "AD0007";
    public const string StatementNotSupported = "AD0008";
    public const string ExpressionNotSupported = "AD0009";
    public const string CallNotSupported = "AD0010";
    public const string DerivativeLost = "AD0011";
    public const string ActiveValueStored = "AD0012";
    public const string NameCollision = "AD0013";
    public const string MemberExists = "AD0014";
    public const string FileType = "AD0015";
    public const string DerivativeNotSupported = "AD0016";
    public const string GenericMethod = "AD0017";
    public const string MethodNotSupported = "AD0018";
    public const string RoleNotSupported = "AD0019";
    public const string RuleNotFound = "AD0020";
    public const string RuleMismatch = "AD0021";
    public const string RuleNotSupported = "AD0022";
    public const string RuleDuplicate = "AD0023";
    public const string DescriptionNotRead = "AD0024";
    public const string StructNotSettable = "AD0025";
    public const string ProtectedRegion = "AD0026";
    public const string JumpNotSupported = "AD0027";
    public const string SuspensionNotSupported = "AD0028";
    public const string DelegateNotSupported = "AD0029";
    public const string DynamicNotSupported = "AD0030";
    public const string UnsafeCode = "AD0031";
    public const string ArrayShapeNotSupported = "AD0032";
    public const string VirtualCall = "AD0033";
    public const string MemoryPassedOn = "AD0034";
    public const string Remark = "AD0035";
}
