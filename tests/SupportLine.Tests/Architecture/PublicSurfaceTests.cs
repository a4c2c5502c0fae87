using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SupportLine.Tests.Architecture;

/// <summary>What no other project uses is internal.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string[] Projects =
        ["SupportLine.Domain", "SupportLine.Telephony", "SupportLine.Storage", "SupportLine.Ivr", "supportline"];

    [Theory]
    [InlineData("SupportLine.Domain")]
    [InlineData("SupportLine.Telephony")]
    [InlineData("SupportLine.Storage")]
    [InlineData("SupportLine.Ivr")]
    public void A_public_type_is_used_by_another_project_or_stands_in_what_it_uses(string project)
    {
        var assembly = Assembly.Load(project);
        var used = new Queue<Type>(Projects.Where(other => other != project).SelectMany(TypesReferred)
            .Select(name => assembly.GetType(name)).OfType<Type>());
        var seen = new HashSet<Type>();
        while (used.TryDequeue(out var type))
        {
            if (!seen.Add(type)) continue;
            foreach (var next in Mentioned(type).Where(next => next.Assembly == assembly)) used.Enqueue(next);
        }

        var unused = assembly.GetExportedTypes().Where(type => !seen.Contains(type) && !seen.Contains(Outermost(type)))
            .Select(type => type.FullName).ToList();
        Assert.True(unused.Count == 0, $"public and used by nobody else: {string.Join(", ", unused)}");
    }

    /// <summary>Full names of the types of other assemblies that an assembly's code names, nested ones with a plus sign.</summary>
    private static List<string> TypesReferred(string project)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"));
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        return [.. reader.TypeReferences.Select(handle => FullName(reader, handle))];
    }

    private static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{FullName(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{reader.GetString(type.Namespace)}.{name}";
    }

    /// <summary>Types that the public and protected signatures of a type name.</summary>
    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all)).Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);
        var types = methods.SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)))
            .Concat(type.GetFields(all).Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType))
            .Concat(type.GetInterfaces())
            .Concat(type.GetNestedTypes())
            .Append(type.BaseType ?? typeof(object))
            .Append(type.DeclaringType ?? typeof(object));
        return types.SelectMany(Unwrapped);
    }

    private static IEnumerable<Type> Unwrapped(Type type)
    {
        if (type.HasElementType) return Unwrapped(type.GetElementType()!);
        if (!type.IsGenericType) return [type];
        return type.GetGenericArguments().SelectMany(Unwrapped).Append(type.GetGenericTypeDefinition());
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
